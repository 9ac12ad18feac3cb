package io.millrace.state.log;

import java.util.Arrays;

/** A run of elements with their times. Immutable: adding copies, which a chunk's small size keeps cheap. */
final class Chunk {
    private final long[] times;
    private final Object[] elements;

    /** Takes both arrays over. */
    Chunk(long[] times, Object[] elements) {
        this.times = times;
        this.elements = elements;
    }

    static Chunk of(long time, Object element) {
        return new Chunk(new long[] {time}, new Object[] {element});
    }

    int size() {
        return times.length;
    }

    long time(int index) {
        return times[index];
    }

    Object element(int index) {
        return elements[index];
    }

    Chunk with(long time, Object element) {
        int size = times.length;
        long[] newTimes = Arrays.copyOf(times, size + 1);
        Object[] newElements = Arrays.copyOf(elements, size + 1);
        newTimes[size] = time;
        newElements[size] = element;
        return new Chunk(newTimes, newElements);
    }

    ChunkInfo info(long id) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (long time : times) {
            first = Math.min(first, time);
            last = Math.max(last, time);
        }
        return new ChunkInfo(id, first, last, times.length);
    }
}
