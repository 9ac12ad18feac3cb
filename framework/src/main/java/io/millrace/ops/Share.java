package io.millrace.ops;

/**
 * The share of time spent on something, lately: an average whose memory fades with a time constant of ten seconds. So it
 * is the same however often it is read, and by how many. One thread adds, any thread reads.
 */
final class Share {
    private static final double FADE_NANOS = 10e9;

    private volatile double value;

    /** Adds a stretch of time, of which a part was spent on it. */
    void add(long partNanos, long nanos) {
        if (nanos > 0) {
            double now = (double) partNanos / nanos;
            value = now + (value - now) * Math.exp(-nanos / FADE_NANOS);
        }
    }

    /** From 0 to 1. */
    double get() {
        return value;
    }
}
