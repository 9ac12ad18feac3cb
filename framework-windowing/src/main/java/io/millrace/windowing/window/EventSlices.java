package io.millrace.windowing.window;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Windows that slide over the elements: for each time t of an element one that ends with it, [t - span, t], and one that begins
 * behind it, [t + 1, t + 1 + span]. These are all distinct contents that a window with both ends included can have (Kafka
 * Streams' sliding windows, KIP-450). A pane is a time.
 *
 * @param span between a window's first and last instant
 */
record EventSlices(long span) implements Slices {
    @Override
    public long pane(long time) {
        return time;
    }

    @Override
    public long length() {
        return 0;
    }

    @Override
    public long start(long end) {
        return end - 1 - span;
    }

    @Override
    public long border(long start) {
        return start - Math.floorMod(start, span + 1) + span + 1;
    }

    @Override
    public long lastEnd(long pane) {
        return pane + span + 1;
    }

    /** It does not lie in the window that begins behind it, but without it there would be none. */
    @Override
    public long neededTo(long pane) {
        return endBehind(pane);
    }

    private long endBehind(long pane) {
        return pane + span + 2;
    }

    @Override
    public long firstNeeded(long end) {
        return end - span - 2;
    }

    @Override
    public long firstEndAfter(long pane, long time) {
        return pane >= time ? pane + 1 : endBehind(pane) > time ? endBehind(pane) : Long.MAX_VALUE;
    }

    /** Behind the first pane's second window may lie a later pane's first. */
    @Override
    public @Nullable Long nextEnd(Panes panes, @Nullable Long firstLeft, long time) {
        if (firstLeft == null) {
            return null;
        }
        Long later = panes.firstFrom(time);
        long first = firstEndAfter(firstLeft, time);
        return later == null ? first : Math.min(first, later + 1);
    }

    @Override
    public List<Long> changedEnds(Panes panes, long pane, long after, long upTo) {
        TreeSet<Long> ends = new TreeSet<>(List.of(pane + 1, endBehind(pane)));
        for (long other : panes.between(pane - span - 1, pane + span + 1)) {
            ends.add(other > pane ? other + 1 : endBehind(other));
        }
        return new ArrayList<>(ends.subSet(after, false, upTo, true));
    }

    @Override
    public boolean isThere(Panes panes, long end) {
        return (panes.has(end - 1) || panes.has(end - span - 2)) && Slices.super.isThere(panes, end);
    }
}
