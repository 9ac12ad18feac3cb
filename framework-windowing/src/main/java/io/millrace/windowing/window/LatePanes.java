package io.millrace.windowing.window;

import io.millrace.api.Firing;
import io.millrace.api.WindowSpan;
import io.millrace.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the selected key's panes for elements that come late, and gives the refined results of the windows that such an element
 * changes. How many results a window gave is written down only once it is refined.
 *
 * @param store of the time at which the first of the key's panes can go
 * @param counts store of the number of results by end, of windows that were refined
 */
record LatePanes(Slices slices, Panes panes, StateBuffer buffer, int store, int counts, long latenessMs) {
    /**
     * The windows that have closed and will give a result once more. To be called before an element is put into a pane, and
     * {@link #refine} behind it.
     */
    List<WindowSpan> before(long pane, long now) {
        Long known = (Long) buffer.get(store);
        long end = slices.neededTo(pane) + latenessMs;
        if (known == null || end < known) {
            buffer.put(store, end);
        }
        List<WindowSpan> spans = new ArrayList<>();
        long gone = Math.max(now, Long.MIN_VALUE + latenessMs) - latenessMs;
        for (long changed : slices.changedEnds(panes, pane, gone, now)) {
            long start = slices.start(changed);
            boolean there = slices.isThere(panes, changed);
            // One that begins behind the pane does not change, but may be there from now on.
            if (start <= pane || !there && panes.anyBetween(start, changed)) {
                Long results = (Long) buffer.get(counts, WindowKey.of(changed));
                int given = results != null ? results.intValue() : there ? 1 : 0;
                spans.add(new WindowSpan(start, changed, Firing.REFINED, given));
            }
        }
        return spans;
    }

    void refine(List<WindowSpan> spans, WindowSink sink) {
        for (WindowSpan span : spans) {
            buffer.put(counts, WindowKey.of(span.end()), span.index() + 1L);
        }
        for (WindowSpan span : spans) {
            Object result = panes.mergedAnew(span.start(), span.end());
            if (result != null) {
                sink.emit(span, span.end() - 1, result);
            }
        }
    }

    /** The first pane that a window after this end needs. */
    @Nullable
    Long firstOpen(long end) {
        if (buffer.get(store) == null) {
            // Declared without lateness when the panes were made.
            await(panes.firstFrom(Long.MIN_VALUE));
        }
        return panes.firstThat(slices.firstNeeded(end), pane -> slices.neededTo(pane) > end);
    }

    private void await(@Nullable Long firstPane) {
        buffer.put(store, firstPane == null ? null : (Object) (slices.neededTo(firstPane) + latenessMs));
    }

    /** The time has come at which panes can go. */
    void forget() {
        Long until = (Long) buffer.get(store);
        if (until == null) {
            throw new IllegalStateException("MR-0531 panes that are due are missing");
        }
        long end = until - latenessMs;
        await(panes.removeFrom(slices.firstNeeded(end), pane -> slices.neededTo(pane) <= end));
        List<byte[]> gone = new ArrayList<>();
        buffer.forEach(counts, (key, results) -> {
            boolean old = WindowKey.start(key) <= end;
            if (old) {
                gone.add(key);
            }
            return old;
        });
        gone.forEach(key -> buffer.put(counts, key, null));
    }
}
