package io.millrace.windowing.timer;

import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import io.millrace.state.TimeRule.Domain;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What all timers are: due times in the buffer, by entry key, of the selected Kafka key. */
record DueTimes(StateBuffer buffer, int store, CurrentCall call, Domain domain) {
    void set(byte[] id, Instant time) {
        call.require();
        buffer.put(store, id, millis(time));
    }

    void setAfter(byte[] id, Duration delay) {
        call.require();
        buffer.put(store, id, sum(domain == Domain.EVENT ? call.eventTime() : call.wallMs(), delay));
    }

    void cancel(byte[] id) {
        call.require();
        buffer.put(store, id, null);
    }

    @Nullable
    Instant due(byte[] id) {
        call.require();
        Object dueMs = buffer.get(store, id);
        return dueMs == null ? null : Instant.ofEpochMilli((Long) dueMs);
    }

    private static long millis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("MR-0511 no timer can be set for " + time + ": beyond milliseconds", e);
        }
    }

    private static long sum(long nowMs, Duration delay) {
        try {
            return Math.addExact(nowMs, delay.toMillis());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("MR-0511 no timer can be set in " + delay + ": beyond milliseconds", e);
        }
    }
}
