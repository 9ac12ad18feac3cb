package io.millrace.windowing.window;

import org.jspecify.annotations.Nullable;

/**
 * A window that is kept by itself.
 *
 * @param end as it was when the window was opened, whatever the source says now
 * @param due when something is to be done: its last instant while it is open, then the last one of its lateness
 * @param firings how many results it gave
 */
record Kept(long end, long due, int firings, Object accumulator) {
    static Kept open(long end, int firings, Object accumulator) {
        return new Kept(end, end - 1, firings, accumulator);
    }

    boolean closed() {
        return due >= end;
    }

    /** It has given a result; null if no other can follow. */
    @Nullable
    Kept fired(long latenessMs) {
        long gone = end - 1 + latenessMs;
        return closed() || gone >= end ? new Kept(end, closed() ? due : gone, firings + 1, accumulator) : null;
    }

    Kept with(Object newAccumulator) {
        return new Kept(end, due, firings, newAccumulator);
    }
}
