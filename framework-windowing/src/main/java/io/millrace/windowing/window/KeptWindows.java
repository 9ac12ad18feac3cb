package io.millrace.windowing.window;

import io.millrace.api.Firing;
import io.millrace.api.WindowSpan;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The selected key's windows that are kept by themselves, by start.
 *
 * @param wall null if none gives results by the wall clock
 */
record KeptWindows(StateBuffer buffer, int store, Triggers triggers, @Nullable WallRows wall) {
    @Nullable
    Kept get(long start) {
        return (Kept) buffer.get(store, StartKey.encode(start));
    }

    /** Puts a window with a new element in it, which may give a result at once. */
    void put(long start, Kept kept, WindowSink sink) {
        Firing firing = triggers.atElement(kept);
        change(start, firing == null ? kept : triggers.given(kept));
        if (firing != null) {
            emit(start, kept, firing, sink);
        }
    }

    void remove(long start) {
        change(start, null);
    }

    private void change(long start, @Nullable Kept kept) {
        byte[] key = StartKey.encode(start);
        buffer.put(store, key, kept);
        if (wall != null) {
            if (kept == null || kept.closed()) {
                wall.forget(key);
            } else if (triggers.hasNews(kept)) {
                wall.await(key);
            }
        }
    }

    boolean gone(long end, long now) {
        return end + triggers.latenessMs() <= now;
    }

    void fire(DueEntry due, WindowSink sink) {
        long start = StartKey.decode(due.entryKey());
        Kept kept = get(start);
        if (kept == null) {
            throw new IllegalStateException("MR-0531 a window that is due is missing");
        }
        if (wall != null && due.store() == wall.store()) {
            fireByWall(wall, start, kept, sink);
            return;
        }
        Triggers.Outcome outcome = triggers.due(kept);
        change(start, outcome.left());
        if (outcome.firing() != null) {
            emit(start, kept, outcome.firing(), sink);
        }
    }

    private void fireByWall(WallRows rows, long start, Kept kept, WindowSink sink) {
        byte[] key = StartKey.encode(start);
        if (!triggers.hasNews(kept)) {
            rows.forget(key);
            return;
        }
        buffer.put(store, key, triggers.given(kept));
        rows.again(key);
        emit(start, kept, Firing.EARLY, sink);
    }

    private static void emit(long start, Kept kept, Firing firing, WindowSink sink) {
        Object content = kept.accumulator();
        if (content != null) {
            sink.emit(new WindowSpan(start, kept.end(), firing, kept.firings()), content);
        }
    }
}
