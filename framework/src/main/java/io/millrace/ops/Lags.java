package io.millrace.ops;

import io.millrace.port.Partition;
import io.millrace.port.TaskReport;
import io.millrace.port.TaskReport.InputReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Since when records wait. The first unread record is younger than the last one read, and than the moment when the partition
 * was last seen at its end; the later of the two is told. Without the second, one new record in a topic that was silent
 * for three hours would be three hours of lag. Used by one thread.
 */
final class Lags {
    private final Map<Partition, Long> caughtUpMs = new HashMap<>();

    /** Takes a look at all inputs of a worker. */
    void look(List<TaskReport> tasks, long nowMs) {
        Set<Partition> here = new HashSet<>();
        for (TaskReport task : tasks) {
            for (InputReport input : task.inputs()) {
                here.add(input.partition());
                if (input.lag() == 0) {
                    caughtUpMs.put(input.partition(), nowMs);
                }
            }
        }
        caughtUpMs.keySet().retainAll(here);
    }

    /** By partition; what is not behind is left out. */
    Map<Partition, Long> behindSinceMs(TaskReport task) {
        Map<Partition, Long> since = new HashMap<>();
        for (InputReport input : task.inputs()) {
            long known = Math.max(input.readMs(), caughtUpMs.getOrDefault(input.partition(), -1L));
            if (input.lag() > 0 && known >= 0) {
                since.put(input.partition(), known);
            }
        }
        return since;
    }
}
