package io.millrace.windowing.window;

import io.millrace.state.DueEntry;
import java.util.ArrayList;
import java.util.List;

/** Sessions by start. No two of a key touch: an element that touches several makes them one. */
record SessionWindows(long gapMs, WindowFold fold, KeptWindows windows) implements KeyWindows {
    private record Session(long start, Kept kept) {}

    @Override
    public boolean add(Object element, long time, long now, WindowSink sink) {
        long start = time;
        long end = time + gapMs;
        int firings = 0;
        List<Session> touched = touched(start, end);
        if (touched.isEmpty() && windows.gone(end, now)) {
            return false;
        }
        Object merged =
                fold.fold(touched.isEmpty() ? null : touched.get(0).kept().accumulator(), element);
        for (int i = 0; i < touched.size(); i++) {
            Session session = touched.get(i);
            start = Math.min(start, session.start());
            end = Math.max(end, session.kept().end());
            firings = Math.max(firings, session.kept().firings());
            if (i > 0) {
                merged = fold.merge(merged, session.kept().accumulator());
            }
        }
        for (Session session : touched) {
            if (session.start() != start) {
                windows.put(session.start(), null);
            }
        }
        windows.put(start, windows.made(end, firings, merged, now), sink);
        return true;
    }

    /** Sessions that overlap or touch [start, end), in order of time. */
    private List<Session> touched(long start, long end) {
        List<Session> touched = new ArrayList<>(2);
        windows.buffer().forEach(windows.store(), (key, value) -> {
            long other = StartKey.decode(key);
            Kept kept = (Kept) value;
            if (other <= end && kept.end() >= start) {
                touched.add(new Session(other, kept));
            }
            return other <= end;
        });
        return touched;
    }

    @Override
    public void fire(DueEntry due, WindowSink sink) {
        windows.fire(due, sink);
    }
}
