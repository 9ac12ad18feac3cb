package io.millrace.testkit;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that handles see: event time of the current call, and the wall clock. Both start at 1970-01-01T00:00:00Z and
 * move only when told. Not thread-safe.
 */
public final class TestTime {
    private Instant event = Instant.EPOCH;
    private Instant wall = Instant.EPOCH;

    /** Sets the event time of the current call; may go back, as records out of order do. */
    public TestTime at(Instant eventTime) {
        event = eventTime;
        return this;
    }

    /** As {@link #at(Instant)}, in ISO form: {@code 2026-03-01T12:00:00Z}. */
    public TestTime at(String eventTime) {
        return at(Instant.parse(eventTime));
    }

    /** Moves the event time on. */
    public TestTime pass(Duration duration) {
        return at(event.plus(duration));
    }

    /** Sets the wall clock, which processing timers count from. */
    public TestTime wall(Instant wallClock) {
        wall = wallClock;
        return this;
    }

    /** Event time of the current call. */
    public Instant event() {
        return event;
    }

    /** The wall clock. */
    public Instant wall() {
        return wall;
    }
}
