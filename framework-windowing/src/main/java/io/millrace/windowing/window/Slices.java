package io.millrace.windowing.window;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How time is cut into panes, and which windows, each known by its end, are made of which. Pure; times stay so far from the
 * ends of a long that nothing overflows.
 */
interface Slices {
    /** The longest length that both are made of, so that no start and no end cuts a pane. */
    static long longestPane(long size, long slide) {
        return BigInteger.valueOf(size).gcd(BigInteger.valueOf(slide)).longValue();
    }

    /** The pane that holds a time. */
    long pane(long time);

    /** How long a pane is; 0 if panes lie anywhere. */
    long length();

    /** The start of the window with that end. */
    long start(long end);

    /** Up to where a window with that start and its neighbours are merged from behind. */
    long border(long start);

    /** The end of the last window that takes elements of this pane. */
    long lastEnd(long pane);

    /** After this end nothing needs the pane. */
    default long neededTo(long pane) {
        return lastEnd(pane);
    }

    /** No pane before this is needed by a window with that end or a later one. */
    long firstNeeded(long end);

    /** The end of the first window after {@code time} that is there because of this pane; may be after {@link #neededTo}. */
    long firstEndAfter(long pane, long time);

    /** The end of the first window after {@code time}; null if there is none. */
    default @Nullable Long nextEnd(Panes panes, @Nullable Long firstLeft, long time) {
        return firstLeft == null ? null : (Long) firstEndAfter(firstLeft, time);
    }

    /**
     * The ends, after one and up to another time, of windows that an element of this pane changes or makes. In order.
     *
     * @param panes still without the element
     */
    default List<Long> changedEnds(Panes panes, long pane, long after, long upTo) {
        List<Long> ends = new ArrayList<>();
        long last = Math.min(upTo, lastEnd(pane));
        for (long end = firstEndAfter(pane, after); end <= last; end = firstEndAfter(pane, end)) {
            ends.add(end);
        }
        return ends;
    }

    /** Whether a window is there, and not empty, for what is in the panes. */
    default boolean isThere(Panes panes, long end) {
        return panes.anyBetween(start(end), end);
    }
}
