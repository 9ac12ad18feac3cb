package io.millrace.testkit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record, timer or window that could not be handled.
 *
 * @param kind {@code record}, {@code timer} or {@code window}
 * @param reason {@code failed} if a handler threw; otherwise why no handler was called, such as {@code undecodable}
 * @param handler the topic, or the name of the timer or window
 * @param attempts how often it was tried
 * @param error class of the exception; null if there was none
 * @param message of the exception
 * @param key as the listener reads it; raw bytes where it cannot
 * @param value as the listener reads it; raw bytes where it cannot; of a window its accumulator; null of a timer and a
 *     tombstone
 * @param due when a timer was due, or the last instant of a window; null of a record
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
