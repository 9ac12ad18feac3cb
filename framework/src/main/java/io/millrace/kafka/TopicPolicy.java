package io.millrace.kafka;

/**
 * Who makes which topics.
 *
 * @param provision which missing topics are made
 * @param replicationFactor of topics made; -1: the broker's default
 * @param development missing inputs and outputs are made too, and a low replication factor is no problem
 * @param allowLowReplication outside development: internal topics may have fewer than three replicas
 */
public record TopicPolicy(
        Provision provision, short replicationFactor, boolean development, boolean allowLowReplication) {
    /** Which missing topics are made. */
    public enum Provision {
        INTERNAL,
        ALL,
        NONE
    }

    boolean makesInternal() {
        return provision != Provision.NONE;
    }

    boolean makesInputsAndOutputs() {
        return provision == Provision.ALL || development && provision != Provision.NONE;
    }
}
