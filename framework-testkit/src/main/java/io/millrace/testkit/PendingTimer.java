package io.millrace.testkit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A timer that is set and has not fired.
 *
 * @param name as in {@code @OnTimer}
 * @param id of a timer with ids; null of one without
 * @param due in the timer's own time: event time or wall clock
 */
public record PendingTimer(String name, Object key, @Nullable Object id, Instant due) {}
