package io.millrace.testkit;

import io.millrace.api.EventTimers;
import io.millrace.api.ProcessingTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

record TimersById<I>(PerKey<Map<I, Instant>> due, Supplier<Instant> now)
        implements EventTimers<I>, ProcessingTimers<I> {
    @Override
    public void at(I id, Instant time) {
        due.orNew(HashMap::new).put(id, time);
    }

    @Override
    public void after(I id, Duration delay) {
        at(id, now.get().plus(delay));
    }

    @Override
    public void cancel(I id) {
        due.orNew(HashMap::new).remove(id);
    }

    @Override
    public @Nullable Instant due(I id) {
        return due.orElse(Map.of()).get(id);
    }
}
