package io.millrace.chaos.trial;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells when something has been the same for long enough. One thread. */
final class Stillness {
    private final long nanosMin;
    private @Nullable Object last;
    private long sinceNanos;

    Stillness(Duration least) {
        this.nanosMin = least.toNanos();
    }

    /** Whether this is what was seen each time for as long as was asked for. */
    boolean of(Object now, long nanos) {
        if (!Objects.equals(last, now)) {
            last = now;
            sinceNanos = nanos;
        }
        return nanos - sinceNanos >= nanosMin;
    }

    /** Begins anew. */
    void broken() {
        last = null;
    }
}
