package io.millrace.port;

import io.millrace.state.StoreFigures;
import java.util.List;

/**
 * A task as its worker saw it last. Immutable.
 *
 * @param restoreRemaining changelog records that are still to be replayed; 0 unless it restores
 * @param watermark in milliseconds since 1970; beyond all times before the first and after the last record
 * @param inputs empty until it runs
 * @param store sizes of its store
 */
public record TaskReport(
        int number,
        TaskStatus status,
        long restoreRemaining,
        long watermark,
        List<InputReport> inputs,
        StoreFigures store) {
    public TaskReport {
        inputs = List.copyOf(inputs);
    }

    /** A task that does not run. */
    public TaskReport(int number, TaskStatus status, long restoreRemaining) {
        this(number, status, restoreRemaining, Long.MIN_VALUE, List.of(), StoreFigures.UNKNOWN);
    }

    /**
     * One of its inputs.
     *
     * @param next the next offset to take (H)
     * @param end the offset after the last record that could be read; -1: not known yet
     * @param readMs the timestamp of the last record read; -1: none was read since the task is here
     * @param idle whether time goes on without it
     * @param held whether it is left unread because it is ahead of the slowest by more than its drift
     * @param disorderMs how far behind the highest event time its records are waited for; -1: that is not what makes its
     *     watermark
     */
    public record InputReport(
            Partition partition, long next, long end, long readMs, boolean idle, boolean held, long disorderMs) {
        /** Records that wait in the log; -1: not known yet. */
        public long lag() {
            return end < 0 ? -1 : Math.max(0, end - next);
        }
    }
}
