package io.millrace.testkit;

import io.millrace.api.EventTimer;
import io.millrace.api.ProcessingTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One timer per key: one of the many, with the same id for all. */
final class Timer implements EventTimer, ProcessingTimer {
    private static final String ONLY = "";
    private final TimersById<String> timers;

    Timer(PerKey<Map<String, Instant>> due, Supplier<Instant> now) {
        timers = new TimersById<>(due, now);
    }

    @Override
    public void at(Instant time) {
        timers.at(ONLY, time);
    }

    @Override
    public void after(Duration delay) {
        timers.after(ONLY, delay);
    }

    @Override
    public void cancel() {
        timers.cancel(ONLY);
    }

    @Override
    public @Nullable Instant due() {
        return timers.due(ONLY);
    }
}
