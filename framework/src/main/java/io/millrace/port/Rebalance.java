package io.millrace.port;

import java.util.Set;

/** Told from inside {@link InputLog#poll} who owns what. New partitions arrive paused and without position. */
public interface Rebalance {
    void assigned(Set<Partition> partitions);

    /** Still owned during this call: what was done for them can be committed here and nowhere later. */
    void revoked(Set<Partition> partitions);

    /**
     * Tasks that the member will have and does not have yet. All of them, in place of those that it was told before; called
     * with every new share of this member.
     *
     * @param announced those it gets when it has most of their state and asks for them: until then their owner works on
     * @param coming those it gets as soon as their owner has given them up
     */
    default void announced(Set<Integer> announced, Set<Integer> coming) {}

    /** Already somebody else's: nothing of them may be committed. */
    void lost(Set<Partition> partitions);
}
