package io.millrace.engine;

import io.millrace.port.Headers;
import io.millrace.port.OutputRecord;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Stamp;
import io.millrace.windowing.watermark.Watermarks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells downstream how far the worker's tasks are: one stamp to every partition of every re-key topic, after the data
 * and in the same transaction, whenever something changed. The first commit after an assignment always stamps.
 */
final class Stamper {
    private final ListenerPlan plan;
    private final List<OutputPlan> topics;
    private final Map<Integer, Stamp.TaskStamp> sent = new HashMap<>();
    private Map<Integer, Stamp.TaskStamp> underWay = Map.of();

    Stamper(ListenerPlan plan) {
        this.plan = plan;
        this.topics = plan.outputs().stream().filter(OutputPlan::repartition).toList();
    }

    /** Whether a task has something to say that was not said yet. */
    boolean isDue(Task task) {
        return !topics.isEmpty() && !stampOf(task).equals(sent.get(task.number()));
    }

    /** Appends what is due; those tasks then have something in the transaction. */
    void stamp(Collection<Task> tasks, Transaction transaction) {
        Map<Integer, Stamp.TaskStamp> changed = new HashMap<>();
        for (Task task : tasks) {
            if (isDue(task)) {
                changed.put(task.number(), stampOf(task));
            }
        }
        underWay = changed;
        if (changed.isEmpty()) {
            return;
        }
        Stamp stamp = new Stamp(plan.model().name(), plan.tasks(), new ArrayList<>(changed.values()));
        Headers headers = Headers.of(List.of(new Headers.Header(Stamp.HEADER, stamp.encode())));
        for (OutputPlan topic : topics) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                transaction.append(new OutputRecord(topic.topic(), partition, null, null, 0, headers));
            }
        }
    }

    void committed() {
        sent.putAll(underWay);
        underWay = Map.of();
    }

    void forget(int task) {
        sent.remove(task);
    }

    private static Stamp.TaskStamp stampOf(Task task) {
        long reached = task.outputWatermark();
        InputStatus status = reached == Watermarks.END
                ? InputStatus.ENDED
                : task.watermark().idle() ? InputStatus.IDLE : InputStatus.ACTIVE;
        return new Stamp.TaskStamp(task.number(), reached, status);
    }
}
