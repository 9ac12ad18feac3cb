package io.millrace.testkit;

import io.millrace.model.Durations;
import java.time.Instant;

/** How long entries live after their last write; {@code ttlMs} -1: for ever. */
record Life(TestTime time, long ttlMs) {
    static Life forever(TestTime time) {
        return new Life(time, -1);
    }

    static Life of(TestTime time, String ttl) {
        return new Life(time, Durations.positiveMs(ttl));
    }

    boolean over(Instant written) {
        return ttlMs >= 0 && !time.event().isBefore(written.plusMillis(ttlMs));
    }

    Instant now() {
        return time.event();
    }
}
