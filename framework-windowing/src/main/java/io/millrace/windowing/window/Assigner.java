package io.millrace.windowing.window;

import java.math.BigInteger;

/**
 * Windows [start, start + size) with starts at offset + n * slide, and the panes that they share: the longest slices that no
 * start and no end cuts. Pure; times stay so far from the ends of a long that nothing overflows.
 */
record Assigner(long sizeMs, long slideMs, long offsetMs, long paneMs) {
    Assigner(long sizeMs, long slideMs, long offsetMs) {
        this(
                sizeMs,
                slideMs,
                offsetMs,
                BigInteger.valueOf(sizeMs).gcd(BigInteger.valueOf(slideMs)).longValue());
    }

    /** Start of the first window that holds {@code time}; after {@code time} if none does. The others follow at each slide. */
    long firstStart(long time) {
        return lastStart(time - sizeMs) + slideMs;
    }

    /** The last start that is not after {@code time}. */
    private long lastStart(long time) {
        return time - Math.floorMod(time - offsetMs, slideMs);
    }

    long paneStart(long time) {
        return time - Math.floorMod(time - offsetMs, paneMs);
    }

    /** Start of the block that holds {@code time}: blocks are as long as windows, so that a window lies in two at most. */
    long blockStart(long time) {
        return time - Math.floorMod(time - offsetMs, sizeMs);
    }

    /** The end of the first window with this pane. */
    long firstEnd(long paneStart) {
        return firstStart(paneStart + paneMs - 1) + sizeMs;
    }

    /** The end of the last window with this pane. */
    long lastEnd(long paneStart) {
        return lastStart(paneStart) + sizeMs;
    }

    /** The end of the first window with this pane that is after {@code time}; may be after {@link #lastEnd}. */
    long firstEndAfter(long paneStart, long time) {
        long first = firstEnd(paneStart);
        return first > time ? first : first + (Math.floorDiv(time - first, slideMs) + 1) * slideMs;
    }
}
