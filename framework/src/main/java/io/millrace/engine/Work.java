package io.millrace.engine;

import io.millrace.port.Clock;
import io.millrace.port.Events;

/**
 * Counts and times what a task handles, and reports it once a turn. A record costs nothing here: they are what is left of
 * the turn's units when timers, windows, failures and what is no handler's work, which are counted, are taken off.
 */
final class Work {
    private final Clock clock;
    private final Events events;
    private long began;
    private long timersNanos;
    private long windowsNanos;
    private int timers;
    private int windows;
    private int others;

    Work(Clock clock, Events events) {
        this.clock = clock;
        this.events = events;
    }

    void turnBegins() {
        began = clock.nanos();
        timersNanos = 0;
        windowsNanos = 0;
        timers = 0;
        windows = 0;
        others = 0;
    }

    /** A timer's or window's handler is about to be called; to be given to {@link #timerEnds}. */
    long timerBegins() {
        return clock.nanos();
    }

    void timerEnds(long begins, boolean window, boolean well) {
        long nanos = clock.nanos() - begins;
        if (window) {
            windowsNanos += nanos;
            windows += well ? 1 : 0;
        } else {
            timersNanos += nanos;
            timers += well ? 1 : 0;
        }
    }

    /** Units of the turn that are neither records nor timers: what expires, what a dropped store left. */
    void tidied(int units) {
        others += units;
    }

    /** A handler threw; answers what it is given: whether the record or timer is out of the way now. */
    boolean failed(boolean outOfTheWay) {
        others += outOfTheWay ? 1 : 0;
        return outOfTheWay;
    }

    /**
     * @param units all of the turn's, failed ones included
     */
    void turnEnds(int units) {
        if (units > 0) {
            long recordsNanos = clock.nanos() - began - timersNanos - windowsNanos;
            events.handled(units - timers - windows - others, recordsNanos, timers, timersNanos);
            if (windowsNanos > 0) {
                events.fired(windows, windowsNanos);
            }
        }
    }
}
