package io.millrace.engine;

import io.millrace.port.MessageSerde;

/**
 * One output with everything resolved.
 *
 * @param topic the real topic
 * @param repartition whether stamps are appended to it
 * @param partitions of a re-key topic; 0 for others
 * @param keyed whether it has keys of its own
 */
public record OutputPlan(
        String topic, boolean repartition, int partitions, boolean keyed, MessageSerde key, MessageSerde value) {}
