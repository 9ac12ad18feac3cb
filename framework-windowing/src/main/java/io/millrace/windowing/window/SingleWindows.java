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
                addTo(start, element, time, now, sink);
            }
        }
        return taken;
    }

    private void addTo(long start, Object element, long time, long now, WindowSink sink) {
        Triggers triggers = windows.triggers();
        Kept known = windows.get(start);
        Kept kept = known != null ? known : triggers.opened(start + assigner.sizeMs(), now);
        windows.put(start, triggers.added(kept, fold.fold(kept.accumulator(), element), time, now), sink);
    }

    @Override
    public void fire(DueEntry due, WindowSink sink) {
        windows.fire(due, sink);
    }
}
