package io.millrace.engine;

import io.millrace.port.InputLog;
import io.millrace.port.Partition;
import io.millrace.port.TaskReport;
import io.millrace.port.TaskReport.InputReport;
import io.millrace.port.TaskStatus;
import io.millrace.state.StoreException;
import io.millrace.state.StoreFigures;
import io.millrace.windowing.watermark.InputStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Times a worker's turns, and looks at all its tasks and reports what it sees: now and then, and soon after a change. So nobody else needs to
 * touch what belongs to the worker's thread, an open store least of all.
 */
final class Survey {
    private static final long INTERVAL_MS = 1_000;
    private static final long OPENING_INTERVAL_MS = 100;

    /** Changes come in crowds. */
    private static final long CHANGED_INTERVAL_MS = 20;

    private final Ports ports;
    private long lookedNanos;
    private long intervalMs;
    private long beganNanos;
    private long polledNanos;
    private boolean held;

    Survey(Ports ports) {
        this.ports = ports;
        this.lookedNanos = ports.clock().nanos();
    }

    /** Something has changed that others should know soon. */
    void changed() {
        intervalMs = Math.min(intervalMs, CHANGED_INTERVAL_MS);
    }

    void turnBegins() {
        beganNanos = ports.clock().nanos();
        polledNanos = 0;
        held = false;
    }

    void poll(long waitMs, InputLog.Sink sink) {
        long began = ports.clock().nanos();
        ports.input().poll(waitMs, sink);
        polledNanos = ports.clock().nanos() - began;
    }

    /** Whether a partition is left unread because of what there is already. */
    void held(boolean now) {
        held |= now;
    }

    void turnEnds(Collection<TaskSlot> slots) {
        lookIfDue(slots);
        ports.events().turned(ports.clock().nanos() - beganNanos, polledNanos, held);
    }

    private void lookIfDue(Collection<TaskSlot> slots) {
        if ((ports.clock().nanos() - lookedNanos) / 1_000_000 >= intervalMs) {
            look(slots);
        }
    }

    void look(Collection<TaskSlot> slots) {
        List<TaskReport> reports = new ArrayList<>(slots.size());
        boolean member = ports.input().joined();
        intervalMs = member ? INTERVAL_MS : OPENING_INTERVAL_MS;
        for (TaskSlot slot : slots) {
            reports.add(report(slot));
            if (slot.opening() != null) {
                intervalMs = OPENING_INTERVAL_MS;
            }
        }
        ports.events().surveyed(member, reports);
        lookedNanos = ports.clock().nanos();
    }

    private TaskReport report(TaskSlot slot) {
        Running running = slot.running();
        if (running != null) {
            return report(running.task(), figures(running));
        }
        TaskOpening opening = slot.opening();
        if (opening != null) {
            return new TaskReport(slot.number(), opening.status(), opening.remaining());
        }
        return new TaskReport(slot.number(), slot.failed() != null ? TaskStatus.FAILED : TaskStatus.CREATED, 0);
    }

    private TaskReport report(Task task, StoreFigures figures) {
        List<InputReport> inputs = new ArrayList<>(task.inputs().size());
        for (InputPartition input : task.inputs()) {
            Partition partition = input.partition();
            inputs.add(new InputReport(
                    partition,
                    input.next(),
                    ports.input().end(partition),
                    input.readMs(),
                    input.lastStatus() == InputStatus.IDLE,
                    input.held(),
                    input.disorderMs()));
        }
        return new TaskReport(task.number(), task.status(), 0, task.watermark().current(), inputs, figures);
    }

    private static StoreFigures figures(Running running) {
        try {
            return running.opened().store().figures();
        } catch (StoreException e) {
            return StoreFigures.UNKNOWN; // whoever uses the store next will say more of it
        }
    }
}
