package io.millrace.windowing.window;

import io.millrace.state.DueEntry;
import java.util.List;

/**
 * Tumbling windows of several lengths: an element is folded into the shortest that is open, and what a window holds is merged
 * into the next longer one when it closes. Where shorter ones have closed, the element goes into each that takes it up to
 * the first that is open: what they held has moved on already.
 */
record HierarchyWindows(List<Long> levels, long offset, KeptWindows windows) implements KeyWindows {
    @Override
    public boolean add(Object element, long time, long now, WindowSink sink) {
        boolean taken = false;
        for (byte level = 0; level < levels.size(); level++) {
            long start = start(level, time);
            long end = start + levels.get(level);
            if (!windows.gone(end, now)) {
                windows.add(WindowKey.of(level, start), end, element, time, now, sink);
                taken = true;
            }
            if (end > now) {
                break;
            }
        }
        return taken;
    }

    private long start(int level, long time) {
        return time - Math.floorMod(time - offset, levels.get(level));
    }

    @Override
    public void fire(DueEntry due, WindowSink sink) {
        Kept kept = windows.due(due);
        windows.fire(due, sink);
        byte[] window = due.entryKey();
        int longer = WindowKey.level(window) + 1;
        if (!kept.closed() && longer < levels.size()) {
            // Of windows that end together the shorter one is due first. A result that nobody can take, or a merge that
            // fails
            // for ever, leaves the shorter one closed.
            moveUp((byte) longer, WindowKey.start(window), kept);
        }
    }

    private void moveUp(byte level, long time, Kept shorter) {
        long start = start(level, time);
        byte[] window = WindowKey.of(level, start);
        Kept known = windows.get(window);
        Kept longer = known != null ? known : Kept.empty(start + levels.get(level), 0, 0);
        windows.change(window, longer.joined(shorter, windows.fold()));
    }
}
