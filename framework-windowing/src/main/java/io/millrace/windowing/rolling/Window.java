package io.millrace.windowing.rolling;

import org.jspecify.annotations.Nullable;

/**
 * What the elements with from &lt; time &lt;= to fold to. Says by itself what it covers, so that it stays right when the
 * sizes in the source change.
 *
 * @param count of the elements; the accumulator is null exactly if there are none
 */
record Window(long from, long to, int count, @Nullable Object accumulator) {
    boolean covers(long time) {
        return from < time && time <= to;
    }

    /** Whether it gets there by letting old elements go and new ones come, keeping some ground. */
    boolean canMoveTo(long newFrom, long newTo) {
        return from <= newFrom && newFrom < to && to <= newTo;
    }
}
