package io.millrace.windowing.window;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key's panes merged so that overlapping windows share the work: up to a border all that is there from each pane on
 * (suffixes), beyond it all that is there so far (one prefix). A window is one suffix and the prefix. Borders lie a window's
 * size apart, so each pane is merged three times in its life, however many windows it lies in.
 *
 * <p>Borders are fixed in time, so that which parts are merged with which depends on nothing but the panes: sums of
 * floating-point numbers come out the same after a restart. Immutable; arrays are not changed.
 *
 * @param starts of the panes before the border, ascending
 * @param suffixes by pane, it and all up to the border
 * @param upTo all panes before this are in it
 * @param prefix all from the border on; null if there is none
 */
record Halves(long border, long[] starts, Object[] suffixes, long upTo, @Nullable Object prefix) {
    /** Of all panes of a window, in order. */
    static Halves of(List<Pane> parts, long border, long upTo, WindowFold fold) {
        int before = 0;
        while (before < parts.size() && parts.get(before).start() < border) {
            before++;
        }
        long[] starts = new long[before];
        Object[] suffixes = new Object[before];
        for (int i = before - 1; i >= 0; i--) {
            Object accumulator = parts.get(i).accumulator();
            starts[i] = parts.get(i).start();
            suffixes[i] = i == before - 1 ? accumulator : fold.merge(accumulator, suffixes[i + 1]);
        }
        Halves halves = new Halves(border, starts, suffixes, border, null);
        return halves.grown(parts.subList(before, parts.size()), upTo, fold);
    }

    /** Whether what is here is part of the window with that border and end. */
    boolean serves(long windowBorder, long end) {
        return windowBorder == border && end >= upTo;
    }

    /** With the next panes, in order. */
    Halves grown(List<Pane> fresh, long newUpTo, WindowFold fold) {
        Object all = prefix;
        for (Pane pane : fresh) {
            all = all == null ? pane.accumulator() : fold.merge(all, pane.accumulator());
        }
        return new Halves(border, starts, suffixes, newUpTo, all);
    }

    /** All from that pane on; null if there is nothing. */
    @Nullable
    Object from(long start, WindowFold fold) {
        int at = Arrays.binarySearch(starts, start);
        int first = at < 0 ? -at - 1 : at;
        if (first == starts.length) {
            return prefix;
        }
        return prefix == null ? suffixes[first] : fold.merge(suffixes[first], prefix);
    }

    /** How many accumulators it holds. */
    int weight() {
        return suffixes.length + 1;
    }
}
