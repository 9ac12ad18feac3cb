package io.millrace.engine;

import io.millrace.port.Clock;
import io.millrace.port.Events;
import java.util.function.Supplier;

/**
 * Tells now and then that an opening stands still because of what only others can end: transactions that hold offsets or a
 * changelog. Those of the dead are fenced, those of the living are over in a moment, and those that a broker forgot to end
 * stay for good. Used by the opening's steps.
 */
final class OpeningWait {
    /** Longer than a transaction may last by default. */
    static final long TOLD_AFTER_NANOS = 15_000_000_000L;

    private static final long AGAIN_NANOS = 60_000_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int task;
    private final Clock clock;
    private final Events events;
    private boolean waits;
    private long sinceNanos;
    private long nextNanos;

    OpeningWait(int task, Clock clock, Events events) {
        this.task = task;
        this.clock = clock;
        this.events = events;
    }

    /** It has gone on. */
    void over() {
        waits = false;
    }

    /**
     * It has not.
     *
     * @param what it waits for
     */
    void goesOn(Supplier<String> what) {
        long now = clock.nanos();
        if (!waits) {
            waits = true;
            sinceNanos = now;
            nextNanos = now + TOLD_AFTER_NANOS;
        } else if (now - nextNanos >= 0) {
            nextNanos = now + AGAIN_NANOS;
            events.waits(task, (now - sinceNanos) / NANOS_PER_SECOND, what.get());
        }
    }
}
