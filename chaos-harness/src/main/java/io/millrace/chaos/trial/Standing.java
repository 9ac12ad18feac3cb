package io.millrace.chaos.trial;

import io.millrace.engine.CommitNote;
import io.millrace.port.CommittedOffset;
import io.millrace.windowing.order.OrderKey;
import org.jspecify.annotations.Nullable;

/**
 * Where a listener stands in a partition of its input, by what it has committed.
 *
 * @param next the first offset that it has not read
 * @param settled whether all is released that the task's watermark has passed. What waits then, waits for later records:
 *     the last ones of an input that has no end are never released
 * @param committed all of it, to see whether it still moves
 */
record Standing(long next, boolean settled, @Nullable CommittedOffset committed) {
    /** Before the first commit. */
    static final Standing NOWHERE = new Standing(0, true, null);

    /** @param ordered whether the listener takes its input in event-time order; if not, nothing ever waits */
    static Standing of(CommittedOffset committed, boolean ordered) {
        if (!CommitNote.isOurs(committed)) {
            return new Standing(committed.offset(), true, committed);
        }
        CommitNote note = CommitNote.of(committed);
        boolean released = note.released().compareTo(OrderKey.before(note.taskWatermark())) >= 0;
        return new Standing(note.next(), !ordered || released, committed);
    }
}
