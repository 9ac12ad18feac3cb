package io.millrace.engine;

import io.millrace.port.Clock;
import io.millrace.port.Events;

/**
 * Counts and times what a task handles, and reports it once a turn. A record costs nothing here: they are what is left of
 * the turn's units when timers and failures, which are counted, are taken off.
 */
final class Work {
    private final Clock clock;
    private final Events events;
    private long began;
    private long timersNanos;
    private int timers;
    private int failures;

    Work(Clock clock, Events events) {
        this.clock = clock;
        this.events = events;
    }

    void turnBegins() {
        began = clock.nanos();
        timersNanos = 0;
        timers = 0;
        failures = 0;
    }

    /** A timer's handler is about to be called; to be given to {@link #timerEnds}. */
    long timerBegins() {
        return clock.nanos();
    }

    void timerEnds(long begins, boolean well) {
        timersNanos += clock.nanos() - begins;
        timers += well ? 1 : 0;
    }

    /** A handler threw; answers what it is given: whether the record or timer is out of the way now. */
    boolean failed(boolean outOfTheWay) {
        failures += outOfTheWay ? 1 : 0;
        return outOfTheWay;
    }

    /**
     * @param units records and timers, failed ones included
     */
    void turnEnds(int units) {
        if (units > 0) {
            long recordsNanos = clock.nanos() - began - timersNanos;
            events.handled(units - timers - failures, recordsNanos, timers, timersNanos);
        }
    }
}
