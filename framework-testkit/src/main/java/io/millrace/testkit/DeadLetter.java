package io.millrace.testkit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record or timer that could not be handled.
 *
 * @param kind {@code record} or {@code timer}
 * @param reason {@code failed} if a handler threw; otherwise why no handler was called, such as {@code undecodable}
 * @param handler the topic, or the timer's name
 * @param attempts how often it was tried
 * @param error class of the exception; null if there was none
 * @param message of the exception
 * @param key as the listener reads it; raw bytes where it cannot
 * @param value as the listener reads it; raw bytes where it cannot; null of a timer and a tombstone
 * @param due when a timer was due; null of a record
 */
public record DeadLetter(
        String kind,
        String reason,
        String handler,
        int attempts,
        @Nullable String error,
        @Nullable String message,
        @Nullable Object key,
        @Nullable Object value,
        @Nullable Instant due) {}
