package io.millrace.micronaut;

import io.millrace.kafka.LocalTasks;
import io.millrace.state.StoreEngine;
import java.util.HashMap;
import java.util.Map;

/** Tells the assignor which tasks have their state here. How far it is shows only when it is opened. */
final class LocalState implements LocalTasks {
    private final StoreEngine stores;
    private volatile int tasks;

    LocalState(StoreEngine stores) {
        this.stores = stores;
    }

    void tasks(int known) {
        tasks = known;
    }

    @Override
    public Map<Integer, Long> checkpoints() {
        Map<Integer, Long> local = new HashMap<>();
        for (int task = 0; task < tasks; task++) {
            if (stores.exists(task)) {
                local.put(task, 0L);
            }
        }
        return local;
    }
}
