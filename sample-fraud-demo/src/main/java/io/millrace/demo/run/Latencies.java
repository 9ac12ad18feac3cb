package io.millrace.demo.run;

import io.millrace.demo.report.RunFacts.Latency;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * Latency of the transactions of a paced phase, from the time each was due, whether it could be sent then or not: a
 * stall counts for everything that had to wait. Written by one thread, summed up after it.
 */
final class Latencies {
    private static final long MICROS_MAX = 600_000_000;

    private final Histogram micros = new Histogram(MICROS_MAX, 3);
    private final Schedule schedule;
    private final long firstId;
    private final long endId;

    /** Ids ascend by one, in order of the schedule. */
    Latencies(Schedule schedule, long firstId, long endId) {
        this.schedule = schedule;
        this.firstId = firstId;
        this.endId = endId;
    }

    synchronized void arrived(long id, long nanos) {
        if (id >= firstId && id < endId) {
            long late = (nanos - schedule.dueNanos(id - firstId)) / 1_000;
            micros.recordValue(Math.max(0, Math.min(MICROS_MAX, late)));
        }
    }

    synchronized Latency sum() {
        long millis = Math.round((endId - firstId) * 1e3 / schedule.perSecond());
        return new Latency(
                Duration.ofMillis(millis),
                schedule.perSecond(),
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99),
                micros.getValueAtPercentile(99.9));
    }
}
