package io.millrace.testkit.sim;

import io.millrace.port.Clock;

/** Time that passes only when the simulation says so. */
public final class SimClock implements Clock {
    private static final long START_MS = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
    private long nanos;

    @Override
    public long wallMs() {
        return START_MS + nanos / 1_000_000;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** Milliseconds since the start. */
    long ms() {
        return nanos / 1_000_000;
    }

    void reach(long time) {
        nanos = Math.max(nanos, time);
    }
}
