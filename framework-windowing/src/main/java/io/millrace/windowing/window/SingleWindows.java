package io.millrace.windowing.window;

import io.millrace.state.DueEntry;

/** Each window by itself: those that do not overlap, and those that may give several results. */
record SingleWindows(Assigner assigner, WindowFold fold, KeptWindows windows) implements KeyWindows {
    @Override
    public boolean add(Object element, long time, long now, WindowSink sink) {
        boolean taken = true;
        for (long start = assigner.firstStart(time); start <= time; start += assigner.slideMs()) {
            // Once one is not gone, no later one is.
            taken = !windows.gone(start + assigner.sizeMs(), now);
            if (taken) {
                addTo(start, element, now, sink);
            }
        }
        return taken;
    }

    private void addTo(long start, Object element, long now, WindowSink sink) {
        Kept known = windows.get(start);
        Kept kept = known != null
                ? known.with(fold.fold(known.accumulator(), element))
                : windows.made(start + assigner.sizeMs(), 0, fold.fold(null, element), now);
        windows.put(start, kept, sink);
    }

    @Override
    public void fire(DueEntry due, WindowSink sink) {
        windows.fire(due, sink);
    }
}
