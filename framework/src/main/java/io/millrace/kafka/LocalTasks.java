package io.millrace.kafka;

import java.util.Map;

/** What this process has on disk. Thread-safe; asked at each rebalance. */
@FunctionalInterface
public interface LocalTasks {
    /** Nothing on disk. */
    LocalTasks NONE = Map::of;

    /** The checkpoint (a changelog position) of each task whose state lies here. */
    Map<Integer, Long> checkpoints();

    /**
     * How many changelog records of a task may be missing here when it is taken from its owner: with more it stays there,
     * and is announced.
     */
    default long missingMax() {
        return Long.MAX_VALUE;
    }
}
