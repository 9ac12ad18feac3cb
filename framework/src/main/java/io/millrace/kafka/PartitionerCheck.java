package io.millrace.kafka;

import io.millrace.port.InputRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices on the first records of an input that another partitioner than Kafka's default wrote them: then records of one
 * key are not where the key's state, and its records of other inputs, are.
 */
final class PartitionerCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionerCheck.class);
    private static final int RECORDS_CHECKED = 100;

    private final ToIntFunction<String> partitionsOf;
    private final Set<String> warned = new HashSet<>();

    /**
     * @param partitionsOf a topic's number of partitions
     */
    PartitionerCheck(ToIntFunction<String> partitionsOf) {
        this.partitionsOf = partitionsOf;
    }

    void look(Tail tail, List<InputRecord> records) {
        if (tail.checked >= RECORDS_CHECKED || records.isEmpty()) {
            return;
        }
        TopicPartition at = tail.at;
        int partitions = partitionsOf.applyAsInt(at.topic());
        for (InputRecord record : records) {
            byte[] key = record.key();
            if (key == null || ++tail.checked > RECORDS_CHECKED) {
                continue;
            }
            int expected = Partitioning.expectedPartition(key, partitions);
            if (expected != at.partition() && warned.add(at.topic())) {
                LOG.warn(
                        "MR-0373: a record of {} (offset {}) lies in partition {} but Kafka's default partitioner puts its key"
                                + " into {}: its producers use another partitioner. Use murmur2 in all of them"
                                + " (librdkafka: partitioner=murmur2_random), or keys will not meet their state",
                        at,
                        record.offset(),
                        at.partition(),
                        expected);
            }
        }
    }
}
