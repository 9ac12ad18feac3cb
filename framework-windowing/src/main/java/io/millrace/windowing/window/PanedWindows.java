package io.millrace.windowing.window;

import io.millrace.api.Firing;
import io.millrace.api.WindowSpan;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Overlapping windows that give one result each: an element is folded into the one pane it lies in, and a window is merged
 * from its panes when it closes. Per key one entry says which end comes next.
 */
final class PanedWindows implements KeyWindows {
    private final Assigner assigner;
    private final WindowFold fold;
    private final StateBuffer buffer;
    private final int panes;
    private final int next;

    /**
     * @param panes store of accumulators by start of pane
     * @param next store of the end of the key's next window
     */
    PanedWindows(Assigner assigner, WindowFold fold, StateBuffer buffer, int panes, int next) {
        this.assigner = assigner;
        this.fold = fold;
        this.buffer = buffer;
        this.panes = panes;
        this.next = next;
    }

    @Override
    public boolean add(Object element, long time, long now, WindowSink sink) {
        long pane = assigner.paneStart(time);
        if (assigner.lastEnd(pane) <= now) {
            return false;
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
        List<Object> parts = new ArrayList<>();
        List<byte[]> gone = new ArrayList<>();
        List<Long> left = new ArrayList<>();
        buffer.forEach(panes, (key, accumulator) -> {
            long pane = StartKey.decode(key);
            if (start <= pane && pane < end) {
                parts.add(accumulator);
            }
            if (assigner.lastEnd(pane) <= end) {
                gone.add(key);
            } else if (left.isEmpty()) {
                left.add(pane);
            }
            return true;
        });
        gone.forEach(key -> buffer.put(panes, key, null));
        buffer.put(next, left.isEmpty() ? null : (Object) assigner.firstEndAfter(left.get(0), end));
        if (!parts.isEmpty()) {
            sink.emit(new WindowSpan(start, end, Firing.ON_TIME, 0), merged(parts));
        }
    }

    private Object merged(List<Object> parts) {
        Object merged = parts.get(0);
        for (int i = 1; i < parts.size(); i++) {
            merged = fold.merge(merged, parts.get(i));
        }
        return merged;
    }
}
