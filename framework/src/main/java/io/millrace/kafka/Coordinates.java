package io.millrace.kafka;

import io.millrace.port.Partition;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Partitions in the client's words and in ours. */
final class Coordinates {
    private Coordinates() {}

    static Partition ours(TopicPartition theirs) {
        return new Partition(theirs.topic(), theirs.partition());
    }

    static TopicPartition theirs(Partition ours) {
        return new TopicPartition(ours.topic(), ours.number());
    }

    static List<TopicPartition> theirs(Collection<Partition> ours) {
        return ours.stream().map(Coordinates::theirs).toList();
    }
}
