package io.millrace.windowing.window;

import io.millrace.api.Firing;
import io.millrace.api.WindowSpan;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The selected key's windows that are kept by themselves, by {@link WindowKey}.
 *
 * @param wall null if none gives results by the wall clock
 */
record KeptWindows(StateBuffer buffer, int store, WindowFold fold, Triggers triggers, @Nullable WallRows wall) {
    @Nullable
    Kept get(byte[] window) {
        return (Kept) buffer.get(store, window);
    }

    boolean gone(long end, long now) {
        return end + triggers.latenessMs() <= now;
    }

    /** Folds an element into a window that is not gone; it is opened if it is not there. */
    void add(byte[] window, long end, Object element, long time, long now, WindowSink sink) {
        Kept known = get(window);
        Kept kept = known != null ? known : triggers.opened(end, now);
        put(window, triggers.added(kept, fold.fold(kept.accumulator(), element), time, now), sink);
    }

    /** Puts a window with a new element in it, which may give a result at once. */
    void put(byte[] window, Kept kept, WindowSink sink) {
        Firing firing = triggers.atElement(kept);
        change(window, firing == null ? kept : triggers.given(kept));
        if (firing != null) {
            emit(window, kept, firing, kept.timeSoFar(), sink);
        }
    }

    void change(byte[] window, @Nullable Kept kept) {
        // What has no end would otherwise stay for ever once it is emptied.
        boolean over = kept == null || kept.endless() && kept.accumulator() == null;
        buffer.put(store, window, over ? null : kept);
        if (wall != null) {
            if (over || kept == null || kept.closed()) {
                wall.forget(window);
            } else if (triggers.hasNews(kept)) {
                wall.await(window);
            }
        }
    }

    /** The window for which that entry is due. */
    Kept due(DueEntry due) {
        Kept kept = get(due.entryKey());
        if (kept == null) {
            throw new IllegalStateException("MR-0531 a window that is due is missing");
        }
        return kept;
    }

    void fire(DueEntry due, WindowSink sink) {
        Kept kept = due(due);
        byte[] window = due.entryKey();
        if (wall != null && due.store() == wall.store()) {
            fireByWall(wall, window, kept, sink);
            return;
        }
        Triggers.Outcome outcome = triggers.due(kept);
        change(window, outcome.left());
        if (outcome.firing() != null) {
            emit(window, kept, outcome.firing(), kept.timeDue(), sink);
        }
    }

    private void fireByWall(WallRows rows, byte[] window, Kept kept, WindowSink sink) {
        if (!triggers.hasNews(kept)) {
            rows.forget(window);
            return;
        }
        change(window, triggers.given(kept));
        if (get(window) != null) {
            rows.again(window);
        }
        emit(window, kept, Firing.EARLY, kept.timeSoFar(), sink);
    }

    private static void emit(byte[] window, Kept kept, Firing firing, long time, WindowSink sink) {
        Object content = kept.accumulator();
        if (content != null) {
            WindowSpan span = kept.endless()
                    ? WindowSpan.global(firing, kept.firings())
                    : new WindowSpan(WindowKey.start(window), kept.end(), firing, kept.firings());
            sink.emit(span, time, content);
        }
    }
}
