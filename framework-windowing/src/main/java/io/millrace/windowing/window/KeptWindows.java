package io.millrace.windowing.window;

import io.millrace.api.Firing;
import io.millrace.api.WindowSpan;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;
import org.jspecify.annotations.Nullable;

/** The selected key's windows that are kept by themselves, by start. */
record KeptWindows(StateBuffer buffer, int store, long latenessMs) {
    @Nullable
    Kept get(long start) {
        return (Kept) buffer.get(store, StartKey.encode(start));
    }

    void put(long start, @Nullable Kept kept) {
        buffer.put(store, StartKey.encode(start), kept);
    }

    /** Puts a window with a new element in it; if it has closed already, it gives its result again. */
    void put(long start, Kept kept, WindowSink sink) {
        if (!kept.closed()) {
            put(start, kept);
            return;
        }
        put(start, kept.fired(latenessMs));
        sink.emit(new WindowSpan(start, kept.end(), Firing.REFINED, kept.firings()), kept.accumulator());
    }

    /** A window with that end and its first element, or one that grew to that end. */
    Kept made(long end, int firings, Object accumulator, long now) {
        return end > now
                ? Kept.open(end, firings, accumulator)
                : new Kept(end, end - 1 + latenessMs, firings, accumulator);
    }

    boolean gone(long end, long now) {
        return end + latenessMs <= now;
    }

    void fire(DueEntry due, WindowSink sink) {
        long start = StartKey.decode(due.entryKey());
        Kept kept = get(start);
        if (kept == null) {
            throw new IllegalStateException("MR-0531 a window that is due is missing");
        }
        if (kept.closed()) {
            put(start, null);
            return;
        }
        put(start, kept.fired(latenessMs));
        sink.emit(new WindowSpan(start, kept.end(), Firing.ON_TIME, kept.firings()), kept.accumulator());
    }
}
