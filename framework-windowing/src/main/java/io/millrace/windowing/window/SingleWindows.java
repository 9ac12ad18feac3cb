package io.millrace.windowing.window;

import io.millrace.state.DueEntry;

/** Each window by itself: those that do not overlap, and those that give results before their close. */
record SingleWindows(FixedSlices slices, KeptWindows windows) implements KeyWindows {
    @Override
    public boolean add(Object element, long time, long now, WindowSink sink) {
        boolean taken = true;
        for (long start = slices.firstStart(time); start <= time; start += slices.slide()) {
            // Once one is not gone, no later one is.
            taken = !windows.gone(start + slices.size(), now);
            if (taken) {
                windows.add(WindowKey.of(start), start + slices.size(), element, time, now, sink);
            }
        }
        return taken;
    }

    @Override
    public void fire(DueEntry due, WindowSink sink) {
        windows.fire(due, sink);
    }
}
