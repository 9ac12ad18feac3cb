package io.millrace.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One timer per key by the wall clock. Survives restarts and moves; what came due meanwhile fires on return. */
public interface ProcessingTimer {
    /** Sets the timer, replacing an earlier setting. */
    void at(Instant time);

    /** As {@link #at}, counted from now. */
    void after(Duration delay);

    void cancel();

    /** When it will fire, or null if it is not set. */
    @Nullable
    Instant due();
}
