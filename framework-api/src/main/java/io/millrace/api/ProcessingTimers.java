package io.millrace.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Many timers per key, each with an id; otherwise as {@link ProcessingTimer}.
 *
 * @param <I> the id's type: a simple one (numbers, String, Instant, UUID), an enum, or a record of these, so that equal
 *     ids have equal bytes
 */
public interface ProcessingTimers<I> {
    void at(I id, Instant time);

    void after(I id, Duration delay);

    void cancel(I id);

    @Nullable
    Instant due(I id);
}
