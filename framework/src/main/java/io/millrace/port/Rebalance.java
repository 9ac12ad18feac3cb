package io.millrace.port;

import java.util.Set;

/** Told from inside {@link InputLog#poll} who owns what. New partitions arrive paused and without position. */
public interface Rebalance {
    void assigned(Set<Partition> partitions);

    /** Still owned during this call: what was done for them can be committed here and nowhere later. */
    void revoked(Set<Partition> partitions);

    /** Already somebody else's: nothing of them may be committed. */
    void lost(Set<Partition> partitions);
}
