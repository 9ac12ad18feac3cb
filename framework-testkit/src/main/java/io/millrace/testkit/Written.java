package io.millrace.testkit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A value and when it was last written. */
record Written<T>(T value, Instant at) {
    /** A write out of order counts as made at the time of the latest. */
    static <T> Written<T> over(@Nullable Written<T> old, T value, Instant now) {
        return new Written<>(value, old != null && old.at.isAfter(now) ? old.at : now);
    }
}
