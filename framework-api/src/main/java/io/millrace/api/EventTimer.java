package io.millrace.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One timer per key in event time: fires when the watermark has passed it. Survives restarts and moves. */
public interface EventTimer {
    /** Sets the timer, replacing an earlier setting; a time already passed fires right after the current call. */
    void at(Instant time);

    /** As {@link #at}, counted from the current call's event time. */
    void after(Duration delay);

    void cancel();

    /** When it will fire, or null if it is not set. */
    @Nullable
    Instant due();
}
