package io.millrace.windowing.window;

import org.jspecify.annotations.Nullable;

/**
 * A window that is kept by itself.
 *
 * @param end as it was when the window was opened, whatever the source says now
 * @param due when something is to be done: while it is open the next result, at the latest its last instant; then the last
 *     instant of its lateness
 * @param firings how many results it gave
 * @param since how many elements it took since the last of them
 * @param early when the next result before its close is due by the window's own time; {@link #NEVER}
 * @param accumulator null once a result has emptied it
 */
record Kept(long end, long due, int firings, long since, long early, @Nullable Object accumulator) {
    static final long NEVER = Long.MAX_VALUE;

    /** Without elements, waiting for its close. */
    static Kept empty(long end, int firings, long since) {
        return new Kept(end, end - 1, firings, since, NEVER, null);
    }

    boolean closed() {
        return due >= end;
    }

    /** What is due is a result before the close. */
    boolean isEarly() {
        return due < end - 1;
    }

    Kept waiting(long newDue, long newEarly) {
        return new Kept(end, newDue, firings, since, newEarly, accumulator);
    }

    /** With one more element in it. */
    Kept with(Object newAccumulator) {
        return new Kept(end, due, firings, since + 1, early, newAccumulator);
    }

    /** After a result. */
    Kept fired(boolean purge) {
        return new Kept(end, due, firings + 1, 0, early, purge ? null : accumulator);
    }
}
