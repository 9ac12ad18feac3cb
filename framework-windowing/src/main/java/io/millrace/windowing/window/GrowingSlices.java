package io.millrace.windowing.window;

/** Windows [start, start + n * step) up to the size, with starts at offset + n * size: panes are steps. */
record GrowingSlices(long size, long step, long offset) implements Slices {
    @Override
    public long pane(long time) {
        return time - Math.floorMod(time - offset, step);
    }

    @Override
    public long length() {
        return step;
    }

    @Override
    public long start(long end) {
        return end - 1 - Math.floorMod(end - 1 - offset, size);
    }

    /** All of them begin at their border: what is merged for one is the beginning of the next. */
    @Override
    public long border(long start) {
        return start;
    }

    @Override
    public long lastEnd(long pane) {
        return start(pane + 1) + size;
    }

    @Override
    public long firstNeeded(long end) {
        return end - size;
    }

    @Override
    public long firstEndAfter(long pane, long time) {
        return pane(Math.max(pane, time)) + step;
    }
}
