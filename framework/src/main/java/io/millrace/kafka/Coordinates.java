package io.millrace.kafka;

import io.millrace.port.Partition;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

    static Set<String> topics(Collection<Partition> of) {
        return of.stream().map(Partition::topic).collect(Collectors.toSet());
    }
}
