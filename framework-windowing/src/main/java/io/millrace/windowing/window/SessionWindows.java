package io.millrace.windowing.window;

import io.millrace.state.DueEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sessions by start. No two of a key touch: an element that touches several makes them one.
 *
 * @param gapMs 0 if each element says its own
 */
record SessionWindows(long gapMs, KeptWindows windows) implements KeyWindows {
    private record Session(long start, Kept kept) {}

    @Override
    public boolean add(Object element, long time, long now, WindowSink sink) {
        long end = time + (gapMs > 0 ? gapMs : windows.fold().gapMs(element));
        List<Session> touched = touched(time, end);
        if (touched.isEmpty() && windows.gone(end, now)) {
            return false;
        }
        long start = touched.isEmpty() ? time : Math.min(time, touched.get(0).start());
        Object merged = merged(element, touched);
        for (Session session : touched) {
            if (session.start() != start) {
                windows.change(WindowKey.of(session.start()), null);
            }
        }
        Kept joined = joined(touched, end, now);
        windows.put(WindowKey.of(start), windows.triggers().added(joined, merged, time, now), sink);
        return true;
    }

    private Object merged(Object element, List<Session> touched) {
        WindowFold fold = windows.fold();
        Object merged =
                fold.fold(touched.isEmpty() ? null : touched.get(0).kept().accumulator(), element);
        for (int i = 1; i < touched.size(); i++) {
            Object other = touched.get(i).kept().accumulator();
            merged = other == null ? merged : fold.merge(merged, other);
        }
        return merged;
    }

    /** One session of several, still without what they hold. Its next result is not later than that of any of them. */
    private Kept joined(List<Session> touched, long latestEnd, long now) {
        long end = latestEnd;
        int firings = 0;
        long since = 0;
        long early = Kept.NEVER;
        for (int i = 0; i < touched.size(); i++) {
            Kept kept = touched.get(i).kept();
            end = Math.max(end, kept.end());
            firings = Math.max(firings, kept.firings());
            since += kept.since();
            early = Math.min(early, kept.early());
        }
        return windows.triggers().joined(end, now, firings, since, early);
    }

    /** Sessions that overlap or touch [start, end), in order of time. */
    private List<Session> touched(long start, long end) {
        List<Session> touched = new ArrayList<>(2);
        // They lie apart, so that below the first one that ends too early all do.
        windows.buffer().forEachBack(windows.store(), WindowKey.of(end), (key, value) -> {
            Kept kept = (Kept) value;
            boolean touches = kept.end() >= start;
            if (touches) {
                touched.add(new Session(WindowKey.start(key), kept));
            }
            return touches;
        });
        Collections.reverse(touched);
        return touched;
    }

    @Override
    public void fire(DueEntry due, WindowSink sink) {
        windows.fire(due, sink);
    }
}
