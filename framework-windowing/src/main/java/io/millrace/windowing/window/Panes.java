package io.millrace.windowing.window;

import io.millrace.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The selected key's elements, folded into panes at places on a line: of time, or of the number of the record. Windows are
 * merged from panes; what was merged for one is kept on the heap for the next ({@link Halves}), so that a result costs a few
 * merges however many panes a window has.
 */
final class Panes {
    /** More places between two results are walked rather than asked for one by one. */
    private static final int ASKED_MAX = 8;

    private final StateBuffer buffer;
    private final int store;
    private final WindowFold fold;
    private final boolean keepsMerged;

    /**
     * @param store of accumulators by place
     * @param keepsMerged whether merged accumulators may be kept: nobody changes them
     */
    Panes(StateBuffer buffer, int store, WindowFold fold, boolean keepsMerged) {
        this.buffer = buffer;
        this.store = store;
        this.fold = fold;
        this.keepsMerged = keepsMerged;
    }

    boolean has(long place) {
        return buffer.get(store, WindowKey.of(place)) != null;
    }

    void add(long place, Object element) {
        Halves merged = (Halves) buffer.derived(store);
        if (merged != null && place < merged.upTo()) {
            buffer.forgetDerived();
        }
        byte[] key = WindowKey.of(place);
        buffer.put(store, key, fold.fold(buffer.get(store, key), element));
    }

    /** The first pane at a place or behind it. */
    @Nullable
    Long firstFrom(long place) {
        return firstThat(place, pane -> true);
    }

    /** The first pane from a place on that is so. */
    @Nullable
    Long firstThat(long place, LongPredicate is) {
        Long[] first = {null};
        buffer.forEachFrom(store, WindowKey.of(place), (key, accumulator) -> {
            long pane = WindowKey.start(key);
            if (is.test(pane)) {
                first[0] = pane;
            }
            return first[0] == null;
        });
        return first[0];
    }

    boolean anyBetween(long from, long to) {
        Long first = firstFrom(from);
        return first != null && first < to;
    }

    /** The places of the panes between, in order. */
    List<Long> between(long from, long to) {
        List<Long> places = new ArrayList<>();
        for (Pane pane : walked(from, to)) {
            places.add(pane.start());
        }
        return places;
    }

    /** Removes panes from a place on for as long as they are not needed; the first that is left. */
    @Nullable
    Long removeFrom(long place, LongPredicate needless) {
        List<byte[]> gone = new ArrayList<>();
        Long[] left = {null};
        buffer.forEachFrom(store, WindowKey.of(place), (key, accumulator) -> {
            long pane = WindowKey.start(key);
            if (needless.test(pane)) {
                gone.add(key);
            } else {
                left[0] = pane;
            }
            return left[0] == null;
        });
        gone.forEach(key -> buffer.put(store, key, null));
        return left[0];
    }

    /** What a window will be merged from: to be asked before panes are removed, to be merged when the state has moved on. */
    record Parts(@Nullable Halves before, List<Pane> fresh, long start, long end, long border) {}

    /**
     * @param border up to which this window and its neighbours are merged from behind
     * @param length of a pane; 0 if panes lie anywhere
     */
    Parts parts(long start, long end, long border, long length) {
        Halves before = (Halves) buffer.derived(store);
        if (before == null || !before.serves(border, end)) {
            return new Parts(null, walked(start, end), start, end, border);
        }
        long from = before.upTo();
        boolean near = length > 0 && (end - from) / length <= ASKED_MAX;
        return new Parts(before, near ? asked(from, end, length) : walked(from, end), start, end, border);
    }

    /** The window's accumulator; null if nothing is in it. */
    @Nullable
    Object merged(Parts parts) {
        // Nothing half merged may stay if the user's merge fails.
        buffer.forgetDerived();
        Halves before = parts.before();
        Halves merged = before != null
                ? before.grown(parts.fresh(), parts.end(), fold)
                : Halves.of(parts.fresh(), parts.border(), parts.end(), fold);
        if (keepsMerged) {
            buffer.derive(store, merged, merged.weight());
        }
        return merged.from(parts.start(), fold);
    }

    /** The accumulator of what lies between, merged without the help of what is kept. */
    @Nullable
    Object mergedAnew(long from, long to) {
        Object all = null;
        for (Pane pane : walked(from, to)) {
            all = all == null ? pane.accumulator() : fold.merge(all, pane.accumulator());
        }
        return all;
    }

    private List<Pane> walked(long from, long to) {
        List<Pane> found = new ArrayList<>();
        buffer.forEachFrom(store, WindowKey.of(from), (key, accumulator) -> {
            long place = WindowKey.start(key);
            if (place < to) {
                found.add(new Pane(place, accumulator));
            }
            return place < to;
        });
        return found;
    }

    private List<Pane> asked(long from, long to, long length) {
        List<Pane> found = new ArrayList<>();
        for (long place = from; place < to; place += length) {
            Object accumulator = buffer.get(store, WindowKey.of(place));
            if (accumulator != null) {
                found.add(new Pane(place, accumulator));
            }
        }
        return found;
    }
}
