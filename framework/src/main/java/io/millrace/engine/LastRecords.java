package io.millrace.engine;

import io.millrace.port.OutputLog;
import io.millrace.port.OutputRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of each partition of the re-keyed topics the last record that the open transaction has for it. It waits for the commit: the
 * stamp then travels with it, instead of in a record of its own.
 */
final class LastRecords {
    private final OutputLog log;
    private final Map<String, @Nullable OutputRecord[]> byTopic = new HashMap<>();

    LastRecords(ListenerPlan plan, OutputLog log) {
        this.log = log;
        plan.outputs().stream()
                .filter(OutputPlan::repartition)
                .forEach(output -> byTopic.put(output.topic(), new OutputRecord[output.partitions()]));
    }

    /** What may be handed over when that record comes: the one that was the last so far; null if there was none. */
    @Nullable
    OutputRecord next(OutputRecord record) {
        @Nullable OutputRecord[] last = byTopic.get(record.topic());
        byte[] key = record.key();
        if (last == null || key == null) {
            return record;
        }
        int partition = log.partitionOf(key, last.length);
        OutputRecord before = last[partition];
        last[partition] =
                new OutputRecord(record.topic(), partition, key, record.value(), record.timestamp(), record.headers());
        return before;
    }

    /** The last record for that partition, which is no longer kept here; null if there is none. */
    @Nullable
    OutputRecord take(String topic, int partition) {
        @Nullable OutputRecord[] last = byTopic.get(topic);
        if (last == null) {
            return null;
        }
        OutputRecord taken = last[partition];
        last[partition] = null;
        return taken;
    }

    void forget() {
        byTopic.values().forEach(last -> Arrays.fill(last, null));
    }
}
