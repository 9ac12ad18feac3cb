package io.millrace.engine;

import io.millrace.port.Partition;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Watermarks;
import java.util.List;
import java.util.function.Predicate;

/**
 * Keeps the partitions of a worker together in event time: one that is ahead of the slowest by more than its input's drift
 * is left unread until the slowest has come nearer.
 *
 * <p>The slowest can always be read, so that it comes nearer or ceases to count; nothing can wait in a circle. For nobody
 * waits for a partition that has nothing to read: one at its log's end, one that is idle or has ended, one that is left
 * unread for another reason, or one that has never had a time. And who is left unread is not idle meanwhile ({@link InputPartition}'s
 * idle clock stands while it is paused): it is ahead, and would make what waits in it late.
 */
final class Alignment {
    private final boolean off;
    private long slowest = Watermarks.END;

    Alignment(ListenerPlan plan) {
        this.off = plan.inputs().stream().allMatch(input -> input.driftMsMax() == InputPlan.DRIFT_OFF);
    }

    /** Looks at all partitions anew, before {@link #holds} is asked of each. */
    void look(List<Running> running, Predicate<Partition> atLogEnd) {
        slowest = Watermarks.END;
        if (off) {
            return;
        }
        for (Running each : running) {
            for (InputPartition input : each.task().inputs()) {
                if (hasTime(input) && comesNearer(each.task(), input, atLogEnd)) {
                    slowest = Math.min(slowest, input.watermark());
                }
            }
        }
    }

    private static boolean comesNearer(Task task, InputPartition input, Predicate<Partition> atLogEnd) {
        boolean taken = input.first() != null && !task.isBlocked();
        return taken || task.mayRead(input) && !atLogEnd.test(input.partition());
    }

    /** Whether the partition is to be left unread. */
    boolean holds(InputPartition input) {
        long most = input.plan().driftMsMax();
        return most != InputPlan.DRIFT_OFF
                && hasTime(input)
                && !input.rereading()
                && input.watermark() > slowest
                && input.watermark() - slowest > most;
    }

    /** A clock is always ahead of events, and never behind. */
    private static boolean hasTime(InputPartition input) {
        return !input.plan().clocked()
                && input.lastStatus() == InputStatus.ACTIVE
                && input.watermark() != Watermarks.NONE;
    }
}
