package io.millrace.windowing.window;

import io.millrace.state.DueEntry;

/** One window per key, which closes when all inputs have ended. */
record GlobalWindows(KeptWindows windows) implements KeyWindows {
    private static final byte[] WINDOW = WindowKey.of(Long.MIN_VALUE);

    @Override
    public boolean add(Object element, long time, long now, WindowSink sink) {
        windows.add(WINDOW, Kept.FOREVER, element, time, now, sink);
        return true;
    }

    @Override
    public void fire(DueEntry due, WindowSink sink) {
        windows.fire(due, sink);
    }
}
