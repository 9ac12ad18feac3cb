package io.millrace.windowing.window;

import io.millrace.api.Firing;
import io.millrace.api.WindowSpan;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Overlapping windows that give one result each: an element is folded into the one pane it lies in, and a window is merged
 * from its panes when it closes. Per key one entry says which end comes next.
 *
 * <p>A window is merged in two halves ({@link Halves}), and what was merged for one is kept on the heap for the next, so that a
 * close costs a few merges however many panes a window has.
 */
final class PanedWindows implements KeyWindows {
    /** A key that was silent for longer is merged anew, by walking its panes rather than asking for each. */
    private static final int PANES_ASKED_MAX = 8;

    private final Assigner assigner;
    private final WindowFold fold;
    private final StateBuffer buffer;
    private final int panes;
    private final int next;
    private final boolean kept;

    /**
     * @param panes store of accumulators by start of pane
     * @param next store of the end of the key's next window
     * @param kept whether merged accumulators may be kept: nobody changes them
     */
    PanedWindows(Assigner assigner, WindowFold fold, StateBuffer buffer, int panes, int next, boolean kept) {
        this.assigner = assigner;
        this.fold = fold;
        this.buffer = buffer;
        this.panes = panes;
        this.next = next;
        this.kept = kept;
    }

    @Override
    public boolean add(Object element, long time, long now, WindowSink sink) {
        long pane = assigner.paneStart(time);
        if (assigner.lastEnd(pane) <= now) {
            return false;
        }
        Halves merged = (Halves) buffer.derived(panes);
        if (merged != null && pane < merged.upTo()) {
            buffer.forgetDerived();
        }
        byte[] key = StartKey.encode(pane);
        buffer.put(panes, key, fold.fold(buffer.get(panes, key), element));
        long end = assigner.firstEndAfter(pane, now);
        Long known = (Long) buffer.get(next);
        if (known == null || end < known) {
            buffer.put(next, end);
        }
        return true;
    }

    @Override
    public void fire(DueEntry due, WindowSink sink) {
        Long end = (Long) buffer.get(next);
        if (end == null) {
            throw new IllegalStateException("MR-0531 a window that is due is missing");
        }
        long start = end - assigner.sizeMs();
        Halves before = (Halves) buffer.derived(panes);
        boolean grows = before != null && before.serves(start, end, assigner, PANES_ASKED_MAX);
        List<Pane> parts = new ArrayList<>();
        List<byte[]> gone = new ArrayList<>();
        Long left = walk(start, end, grows, parts, gone);
        if (before != null && grows) {
            ask(before.upTo(), end, parts);
        }
        gone.forEach(key -> buffer.put(panes, key, null));
        buffer.put(next, left == null ? null : (Object) assigner.firstEndAfter(left, end));
        // From here on the state has moved on, whatever the user's merge does; nothing half merged may stay.
        buffer.forgetDerived();
        Halves merged = before != null && grows
                ? before.grown(parts, end, fold)
                : Halves.of(parts, assigner.blockStart(start) + assigner.sizeMs(), end, fold);
        if (kept) {
            buffer.derive(panes, merged, merged.weight());
        }
        Object result = merged.from(start, fold);
        if (result != null) {
            sink.emit(new WindowSpan(start, end, Firing.ON_TIME, 0), result);
        }
    }

    /**
     * Walks the key's panes as far as it must.
     *
     * @param leftOnly whether the window's panes are not needed
     * @param gone takes those that no later window needs
     * @return the first pane that is left
     */
    private @Nullable Long walk(long start, long end, boolean leftOnly, List<Pane> parts, List<byte[]> gone) {
        Long[] left = {null};
        // None is earlier: the last window that needed it would have been due before this one.
        buffer.forEachFrom(panes, StartKey.encode(start), (key, accumulator) -> {
            long pane = StartKey.decode(key);
            if (!leftOnly && pane < end) {
                parts.add(new Pane(pane, accumulator));
            }
            if (assigner.lastEnd(pane) <= end) {
                gone.add(key);
            } else if (left[0] == null) {
                left[0] = pane;
            }
            return left[0] == null || !leftOnly && pane < end;
        });
        return left[0];
    }

    private void ask(long from, long to, List<Pane> parts) {
        for (long pane = from; pane < to; pane += assigner.paneMs()) {
            Object accumulator = buffer.get(panes, StartKey.encode(pane));
            if (accumulator != null) {
                parts.add(new Pane(pane, accumulator));
            }
        }
    }
}
