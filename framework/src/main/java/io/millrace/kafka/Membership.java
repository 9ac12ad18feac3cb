package io.millrace.kafka;

/** How the workers of a process are members of their group. */
public sealed interface Membership {
    /** What tells this process from others of the service. */
    String process();

    /** Worker {@code n} of this process: the last part of its transactional id. */
    default String identity(int worker) {
        return process() + "-" + worker;
    }

    /**
     * Survives a restart: a restarted worker gets its tasks back without a rebalance and aborts its own past.
     *
     * @param process the same after a restart and unique in the service: a pod's name
     */
    record Static(String process) implements Membership {}

    /**
     * Ends with the process.
     *
     * @param process drawn anew at each start
     */
    record Dynamic(String process) implements Membership {}

    /**
     * As dynamic, by {@code group.protocol=consumer}: the broker assigns, by partition number, and knows of no local
     * state.
     *
     * @param process drawn anew at each start
     */
    record BrokerAssigned(String process) implements Membership {}
}
