package io.millrace.ops;

import io.millrace.fault.Fault;
import io.millrace.port.Partition;
import io.millrace.port.TaskReport;
import io.millrace.port.TaskReport.InputReport;
import io.millrace.port.TaskStatus;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A task as it was seen last, a second ago at most while its worker loops. Immutable.
 *
 * @param behindSinceMs by input partition, since when records have been waiting; absent: nothing waits, or it is not known
 * @param fault why it has failed
 */
public record TaskView(TaskReport report, Map<Partition, Long> behindSinceMs, @Nullable Fault fault) {
    public TaskView {
        behindSinceMs = Map.copyOf(behindSinceMs);
    }

    public int number() {
        return report.number();
    }

    public TaskStatus status() {
        return fault != null ? TaskStatus.FAILED : report.status();
    }

    /** How far a partition is behind in time; NaN if not known. */
    public double lagSeconds(Partition partition, long nowMs) {
        for (InputReport input : report.inputs()) {
            if (input.partition().equals(partition)) {
                Long since = behindSinceMs.get(partition);
                if (since != null) {
                    return Math.max(0, nowMs - since) / 1e3;
                }
                return input.lag() == 0 ? 0 : Double.NaN;
            }
        }
        return Double.NaN;
    }

    /** How far event time is behind the clock; NaN before the first record, 0 after the last. */
    public double watermarkDelaySeconds(long nowMs) {
        long watermark = report.watermark();
        return watermark == Long.MIN_VALUE ? Double.NaN : Math.max(0, nowMs - watermark) / 1e3;
    }

    /** Records that wait in all its inputs together; empty if one is not known. */
    public OptionalLong lag() {
        long sum = 0;
        for (InputReport input : report.inputs()) {
            if (input.lag() < 0) {
                return OptionalLong.empty();
            }
            sum += input.lag();
        }
        return report.inputs().isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
    }
}
