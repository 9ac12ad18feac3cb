package io.millrace.sample.fraud;

import org.jspecify.annotations.Nullable;

/** Number of a terminal's transactions, and how many of them were fraud. */
public record Risk(int count, int frauds) {
    static final Risk NONE = new Risk(0, 0);

    static Risk of(@Nullable Risk window) {
        return window == null ? NONE : window;
    }

    double rate() {
        return count == 0 ? 0 : (double) frauds / count;
    }
}
