package io.millrace.windowing.window;

import org.jspecify.annotations.Nullable;

/**
 * A window that is kept by itself.
 *
 * @param end as it was when the window was opened, whatever the source says now; {@link #FOREVER}
 * @param due when something is to be done: while it is open the next result, at the latest its last instant; then the last
 *     instant of its lateness
 * @param firings how many results it gave
 * @param since how many elements it took since the last of them
 * @param early when the next result before its close is due by the window's own time; {@link #NEVER}
 * @param latest the latest time of its elements, if it has no end
 * @param accumulator null once a result has emptied it
 */
record Kept(long end, long due, int firings, long since, long early, long latest, @Nullable Object accumulator) {
    static final long NEVER = Long.MAX_VALUE;

    /** The end of a window that closes when all inputs have ended. */
    static final long FOREVER = Long.MAX_VALUE;

    static final long NONE = Long.MIN_VALUE;

    /** Without elements, waiting for its close. */
    static Kept empty(long end, int firings, long since) {
        return new Kept(end, end - 1, firings, since, NEVER, NONE, null);
    }

    boolean closed() {
        return due >= end;
    }

    boolean endless() {
        return end == FOREVER;
    }

    /** What is due is a result before the close. */
    boolean isEarly() {
        return due < end - 1;
    }

    /** The time of a result that is given for its content: its last instant, or what it has seen of it. */
    long timeSoFar() {
        return endless() ? latest : end - 1;
    }

    /** The time of the result that is due: time has come as far as this. */
    long timeDue() {
        return endless() && isEarly() ? Math.max(due, latest) : timeSoFar();
    }

    Kept waiting(long newDue, long newEarly) {
        return new Kept(end, newDue, firings, since, newEarly, latest, accumulator);
    }

    /** With all that a shorter window holds. */
    Kept joined(Kept shorter, WindowFold fold) {
        Object added = shorter.accumulator;
        if (added == null) {
            return this;
        }
        Object all = accumulator == null ? added : fold.merge(accumulator, added);
        return new Kept(end, due, firings, since + shorter.since, early, latest, all);
    }

    /** With one more element in it. */
    Kept with(Object newAccumulator, long time) {
        long newLatest = endless() ? Math.max(latest, time) : latest;
        return new Kept(end, due, firings, since + 1, early, newLatest, newAccumulator);
    }

    /** After a result. */
    Kept fired(boolean purge) {
        return new Kept(end, due, firings + 1, 0, early, latest, purge ? null : accumulator);
    }
}
