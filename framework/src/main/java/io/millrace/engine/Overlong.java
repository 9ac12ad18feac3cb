package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records and timers whose handling took so long that what was done in that transaction was lost. Such a unit is handled
 * alone when it comes again: nothing else is lost with it, and its transaction begins behind its handler. One that takes
 * longer than a worker may be away from its group cannot be committed even then: it is accused, and its failure policy
 * takes it. A worker's, and older than its tasks, which are taken away for that very reason.
 */
final class Overlong {
    /** Once with others, then alone. A process that stands still makes any unit long, but hardly the same one each time. */
    private static final int TIMES_MAX = 3;

    private final Clock clock;
    private final long suspectNanos;
    private final LongSupplier awayMsMax;
    private final Map<Integer, Known> known = new HashMap<>();

    /** What is known of one task. */
    private static final class Known {
        private @Nullable Unit unit;
        private int times;
        private @Nullable FaultException accusation;
    }

    /**
     * @param suspectMs what a unit may take without being noticed
     * @param awayMsMax how long a worker may be away from its group, in milliseconds
     */
    Overlong(Clock clock, long suspectMs, LongSupplier awayMsMax) {
        this.clock = clock;
        this.suspectNanos = suspectMs * 1_000_000;
        this.awayMsMax = awayMsMax;
    }

    /** The unit of this task that must be handled alone; null: none. */
    @Nullable
    Unit of(int task) {
        Known it = known.get(task);
        return it == null ? null : it.unit;
    }

    /** What is said against that unit, if anything. */
    @Nullable
    FaultException accusation(int task) {
        Known it = known.get(task);
        return it == null ? null : it.accusation;
    }

    long now() {
        return clock.nanos();
    }

    boolean suspects(long nanos) {
        return nanos > suspectNanos;
    }

    /** What was done with this unit is lost, and it had taken so long. */
    void lost(int task, Unit unit, long nanos) {
        Known it = known.computeIfAbsent(task, any -> new Known());
        Unit before = it.unit;
        if (before == null || !before.is(unit)) {
            it.unit = unit;
            it.times = 1;
            it.accusation = null;
            return;
        }
        long ms = nanos / 1_000_000;
        if (ms > awayMsMax.getAsLong() && ++it.times >= TIMES_MAX) {
            it.accusation = new FaultException(new Fault.Poison(
                    "MR-0618",
                    "its handler took " + ms + " ms, more than max.poll.interval.ms (" + awayMsMax.getAsLong()
                            + "), each of the last " + TIMES_MAX
                            + " times, and meanwhile the group gave the"
                            + " task to others; make the handler faster, or raise max.poll.interval.ms",
                    null));
        }
    }

    /** It is through, one way or another. */
    void over(int task) {
        known.remove(task);
    }
}
