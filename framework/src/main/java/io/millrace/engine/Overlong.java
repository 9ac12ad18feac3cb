package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.Clock;
import io.millrace.state.DueEntry;
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
    private final Map<Integer, Suspect> suspects = new HashMap<>();

    /**
     * @param suspectMs what a unit may take without being noticed
     * @param awayMsMax how long a worker may be away from its group, in milliseconds
     */
    Overlong(Clock clock, long suspectMs, LongSupplier awayMsMax) {
        this.clock = clock;
        this.suspectNanos = suspectMs * 1_000_000;
        this.awayMsMax = awayMsMax;
    }

    /** What is known of a task, also of what it was before it was taken away. */
    Suspect of(int task) {
        return suspects.computeIfAbsent(task, any -> new Suspect());
    }

    /** The unit of a task, if any, that must be handled alone. */
    final class Suspect {
        private @Nullable Unit unit;
        private int times;
        private @Nullable FaultException accusation;

        boolean is(Taken taken) {
            Unit suspected = unit;
            return suspected != null && suspected.is(taken);
        }

        boolean is(DueEntry due) {
            Unit suspected = unit;
            return suspected != null && suspected.is(due);
        }

        /** What is said against it, if anything. */
        @Nullable
        FaultException accusation() {
            return accusation;
        }

        long now() {
            return clock.nanos();
        }

        boolean isLong(long nanos) {
            return nanos > suspectNanos;
        }

        /** What was done with this unit is lost, and it had taken so long. */
        void lost(Unit lost, long nanos) {
            Unit before = unit;
            if (before == null || !before.is(lost)) {
                unit = lost;
                times = 1;
                accusation = null;
                return;
            }
            long ms = nanos / 1_000_000;
            if (ms > awayMsMax.getAsLong() && ++times >= TIMES_MAX) {
                accusation = new FaultException(new Fault.Poison(
                        "MR-0618",
                        "its handler took " + ms + " ms, more than max.poll.interval.ms (" + awayMsMax.getAsLong()
                                + "), each of the last " + TIMES_MAX
                                + " times, and meanwhile the group gave the task to"
                                + " others; make the handler faster, or raise max.poll.interval.ms",
                        null));
            }
        }

        /** It is through, one way or another. */
        void over() {
            unit = null;
            accusation = null;
        }
    }
}
