package io.millrace.micronaut;

import io.millrace.kafka.LocalTasks;
import io.millrace.state.StoreEngine;
import java.util.HashMap;
import java.util.Map;

/** Tells the assignor which tasks have their state here, and how far. */
final class LocalState implements LocalTasks {
    private final StoreEngine stores;
    private final long missingMax;
    private volatile int tasks;

    /**
     * @param missingMax how many changelog records of a task may be missing here when it is taken over
     */
    LocalState(StoreEngine stores, long missingMax) {
        this.stores = stores;
        this.missingMax = missingMax;
    }

    @Override
    public long missingMax() {
        return missingMax;
    }

    void tasks(int known) {
        tasks = known;
    }

    @Override
    public Map<Integer, Long> checkpoints() {
        Map<Integer, Long> local = new HashMap<>();
        for (int task = 0; task < tasks; task++) {
            long position = stores.position(task);
            if (position >= 0) {
                local.put(task, position);
            }
        }
        return local;
    }
}
