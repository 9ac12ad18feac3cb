package io.millrace.demo.truth;

import java.util.Arrays;

/**
 * Everything one customer or terminal has done so far, in order of time, with running totals, so that a window is two
 * binary searches and two subtractions. It forgets nothing: that is what makes it a reference.
 */
final class History {
    private long[] seconds = new long[8];
    /** totals[i] is the total of the first i entries. */
    private long[] totals = new long[9];

    private int size;

    /** Appends an entry; seconds never go back. */
    void add(long second, long amount) {
        if (size > 0 && second < seconds[size - 1]) {
            throw new IllegalArgumentException("time goes back from " + seconds[size - 1] + " to " + second);
        }
        if (size == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * size);
            totals = Arrays.copyOf(totals, 2 * size + 1);
        }
        seconds[size] = second;
        totals[size + 1] = totals[size] + amount;
        size++;
    }

    /** How many entries have a time of at most this. */
    int upTo(long second) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (seconds[middle] <= second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The total of the entries from index {@code from} to before {@code to}. */
    long total(int from, int to) {
        return totals[to] - totals[from];
    }
}
