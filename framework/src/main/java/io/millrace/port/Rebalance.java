package io.millrace.port;

import java.util.Set;

/** Told from inside {@link InputLog#poll} who owns what. New partitions arrive paused and without position. */
public interface Rebalance {
    void assigned(Set<Partition> partitions);

    /** Still owned during this call: what was done for them can be committed here and nowhere later. */
    void revoked(Set<Partition> partitions);

    /**
     * Tasks that the member is to have when it holds most of their state: until then their owner works on. All of them, in
     * place of those that were announced before; called with every new share of this member.
     */
    default void announced(Set<Integer> tasks) {}

    /** Already somebody else's: nothing of them may be committed. */
    void lost(Set<Partition> partitions);
}
