package io.millrace.windowing.window;

/**
 * Windows [start, start + size) with starts at offset + n * slide. Their panes are the longest slices that no start and no end
 * cuts.
 */
record FixedSlices(long size, long slide, long offset, long length) implements Slices {
    FixedSlices(long size, long slide, long offset) {
        this(size, slide, offset, Slices.longestPane(size, slide));
    }

    /** Start of the first window that holds {@code time}; after {@code time} if none does. The others follow at each slide. */
    long firstStart(long time) {
        return lastStart(time - size) + slide;
    }

    /** The last start that is not after {@code time}. */
    private long lastStart(long time) {
        return time - Math.floorMod(time - offset, slide);
    }

    @Override
    public long pane(long time) {
        return time - Math.floorMod(time - offset, length);
    }

    @Override
    public long start(long end) {
        return end - size;
    }

    /** Borders lie a window's size apart, so that a window has one. */
    @Override
    public long border(long start) {
        return start - Math.floorMod(start - offset, size) + size;
    }

    @Override
    public long lastEnd(long pane) {
        return lastStart(pane) + size;
    }

    @Override
    public long firstNeeded(long end) {
        return end - size;
    }

    @Override
    public long firstEndAfter(long pane, long time) {
        long first = firstStart(pane + length - 1) + size;
        return first > time ? first : first + (Math.floorDiv(time - first, slide) + 1) * slide;
    }
}
