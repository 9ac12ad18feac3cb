package io.millrace.ops;

import io.millrace.port.Clock;

/** A clock that a test moves. */
final class TestClock implements Clock {
    private long nowMs = 1_000_000;

    void pass(long ms) {
        nowMs += ms;
    }

    @Override
    public long wallMs() {
        return nowMs;
    }

    @Override
    public long nanos() {
        return nowMs * 1_000_000;
    }
}
