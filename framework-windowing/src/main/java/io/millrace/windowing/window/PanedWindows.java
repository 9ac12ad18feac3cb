package io.millrace.windowing.window;

import io.millrace.api.Firing;
import io.millrace.api.WindowSpan;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows that share elements and give their results when they close: an element is folded into the one pane it lies in,
 * and a window is merged from its panes. Per key one entry says which end comes next.
 */
final class PanedWindows implements KeyWindows {
    private final Slices slices;
    private final Panes panes;
    private final StateBuffer buffer;
    private final int next;
    private final @Nullable LatePanes late;

    /**
     * @param next store of the end of the key's next window
     * @param late what keeps panes for elements that come late; null if none are taken
     */
    PanedWindows(Slices slices, Panes panes, StateBuffer buffer, int next, @Nullable LatePanes late) {
        this.slices = slices;
        this.panes = panes;
        this.buffer = buffer;
        this.next = next;
        this.late = late;
    }

    @Override
    public boolean add(Object element, long time, long now, WindowSink sink) {
        long pane = slices.pane(time);
        if (slices.lastEnd(pane) + (late == null ? 0 : late.latenessMs()) <= now) {
            return false;
        }
        List<WindowSpan> refined = late == null ? List.of() : late.before(pane, now);
        panes.add(pane, element);
        long end = slices.firstEndAfter(pane, now);
        if (end <= slices.neededTo(pane)) {
            Long known = (Long) buffer.get(next);
            if (known == null || end < known) {
                buffer.put(next, end);
            }
        }
        if (late != null) {
            late.refine(refined, sink);
        }
        return true;
    }

    @Override
    public void fire(DueEntry due, WindowSink sink) {
        if (late != null && due.store() == late.store()) {
            late.forget();
            return;
        }
        Long end = (Long) buffer.get(next);
        if (end == null) {
            throw new IllegalStateException("MR-0531 a window that is due is missing");
        }
        long start = slices.start(end);
        Panes.Parts parts = panes.parts(start, end, slices.border(start), slices.length());
        Long left = late == null
                ? panes.removeFrom(slices.firstNeeded(end), pane -> slices.neededTo(pane) <= end)
                : late.firstOpen(end);
        buffer.put(next, slices.nextEnd(panes, left, end));
        Object result = panes.merged(parts);
        if (result != null) {
            sink.emit(new WindowSpan(start, end, Firing.ON_TIME, 0), end - 1, result);
        }
    }
}
