package io.millrace.kafka;

import java.util.Map;

/** What this process has on disk. Thread-safe; asked at each rebalance. */
@FunctionalInterface
public interface LocalTasks {
    /** Nothing on disk. */
    LocalTasks NONE = Map::of;

    /** The checkpoint (a changelog position) of each task whose state lies here. */
    Map<Integer, Long> checkpoints();
}
