package io.millrace.engine;

import io.millrace.port.Clock;
import io.millrace.port.Headers.Header;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Stamp;
import io.millrace.windowing.watermark.Watermarks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/**
 * Tells downstream how far the worker's tasks are: one stamp to every partition of every re-key topic, with the last record
 * of the transaction or after it, when something changed, and at most every so often. A task's first stamp after an
 * assignment does not wait: downstream, everything may be waiting for it. The end is always told by a record of its own:
 * nothing follows that could tell it to a reader of a version that does not look for stamps on records.
 */
final class Stamper {
    private static final long STAMPS_PER_SECOND_MAX = 1_000;
    private static final long STRETCHED_MS = 1_000;

    /** A larger one could make a record too large that was not. */
    private static final int CARRIED_BYTES_MAX = 1_024;

    private final ListenerPlan plan;
    private final Clock clock;
    private final List<OutputPlan> topics;
    private final long partitions;
    private final Map<Integer, Stamp.TaskStamp> sent = new HashMap<>();
    private Map<Integer, Stamp.TaskStamp> underWay = Map.of();
    private long stampedNanos;

    Stamper(ListenerPlan plan, Clock clock) {
        this.plan = plan;
        this.clock = clock;
        this.topics = plan.outputs().stream().filter(OutputPlan::repartition).toList();
        this.partitions = topics.stream().mapToLong(OutputPlan::partitions).sum();
    }

    /** Whether a task has something to say that was not said yet, and may say it now. */
    boolean isDue(Task task) {
        return hasNews(task) && (!sent.containsKey(task.number()) || intervalIsOver());
    }

    private boolean hasNews(Task task) {
        return !topics.isEmpty() && !stampOf(task).equals(sent.get(task.number()));
    }

    private boolean intervalIsOver() {
        return (clock.nanos() - stampedNanos) / 1_000_000 >= intervalMs();
    }

    /** Each commit stamps, unless all workers of the listener together would then write too many stamps. */
    private long intervalMs() {
        long configured = plan.settings().stampIntervalMs();
        if (configured != EngineSettings.STAMP_INTERVAL_AUTO) {
            return configured;
        }
        // How many workers there are nobody here knows; that they share the tasks evenly is what the assignor sees to.
        long workers = Math.max(1, plan.tasks() / Math.max(1, sent.size()));
        long stampsPerCommit = workers * partitions;
        boolean tooMany = stampsPerCommit * 1_000
                > STAMPS_PER_SECOND_MAX * plan.settings().commitIntervalMs();
        return tooMany ? STRETCHED_MS : 0;
    }

    /** Appends what is due, and all other news of these tasks with it: a stamp has room for all. */
    void stamp(Collection<Task> tasks, Transaction transaction) {
        Map<Integer, Stamp.TaskStamp> changed = new HashMap<>();
        if (tasks.stream().anyMatch(this::isDue)) {
            tasks.stream().filter(this::hasNews).forEach(task -> changed.put(task.number(), stampOf(task)));
        }
        underWay = changed;
        if (changed.isEmpty()) {
            forEachPartition(transaction::appendLast);
            return;
        }
        Stamp stamp = new Stamp(plan.model().name(), plan.tasks(), new ArrayList<>(changed.values()));
        byte[] bytes = stamp.encode();
        Header mark = new Header(Stamp.HEADER, bytes);
        boolean ends = changed.values().stream().anyMatch(task -> task.status() == InputStatus.ENDED);
        boolean small = bytes.length <= CARRIED_BYTES_MAX;
        forEachPartition((topic, partition) -> transaction.appendMark(topic, partition, mark, small && !ends));
    }

    private void forEachPartition(ObjIntConsumer<String> action) {
        for (OutputPlan topic : topics) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                action.accept(topic.topic(), partition);
            }
        }
    }

    void committed() {
        if (!underWay.isEmpty()) {
            stampedNanos = clock.nanos();
        }
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
