package io.millrace.windowing.rolling;

import java.util.Arrays;

/** A run of elements in order of time, equal times in order of arrival. Never empty, never changed. */
record Chunk(long[] times, Object[] elements) {
    /** Small enough to be written for every element, large enough that the directory stays short. */
    static final int CAPACITY = 32;

    static Chunk of(long time, Object element) {
        return new Chunk(new long[] {time}, new Object[] {element});
    }

    int size() {
        return times.length;
    }

    boolean full() {
        return times.length >= CAPACITY;
    }

    long last() {
        return times[times.length - 1];
    }

    /** Position of the first element after that time; {@link #size} if there is none. */
    int after(long time) {
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    Chunk insert(long time, Object element) {
        int at = after(time);
        long[] moreTimes = Arrays.copyOf(times, times.length + 1);
        Object[] moreElements = Arrays.copyOf(elements, elements.length + 1);
        System.arraycopy(times, at, moreTimes, at + 1, times.length - at);
        System.arraycopy(elements, at, moreElements, at + 1, elements.length - at);
        moreTimes[at] = time;
        moreElements[at] = element;
        return new Chunk(moreTimes, moreElements);
    }

    Chunk slice(int from, int to) {
        return new Chunk(Arrays.copyOfRange(times, from, to), Arrays.copyOfRange(elements, from, to));
    }
}
