package io.millrace.kafka;

import java.util.List;
import java.util.Set;

/**
 * The topics of one listener.
 *
 * @param inputs what it reads that others make
 * @param outputs what it writes that others read, late and side outputs too
 * @param repartitions internal topics it writes or reads, each with its partition count; 0: as many as the inputs have
 * @param ingested those of the inputs whose event time is the time at which the broker appends
 * @param inputPartitions partitions of an input or output made in development
 */
public record TopicPlan(
        ListenerNames names,
        Set<String> inputs,
        Set<String> outputs,
        List<Internal> repartitions,
        boolean deadLetters,
        Set<String> ingested,
        int inputPartitions) {
    /**
     * A re-keyed topic.
     *
     * @param read whether this listener reads it: then it must have as many partitions as its other inputs
     */
    public record Internal(String topic, int partitions, boolean read) {}

    public TopicPlan {
        inputs = Set.copyOf(inputs);
        outputs = Set.copyOf(outputs);
        ingested = Set.copyOf(ingested);
        repartitions = List.copyOf(repartitions);
    }
}
