package io.millrace.state.memory;

import io.millrace.state.Checkpoint;
import io.millrace.state.StoreEngine;
import io.millrace.state.StoreException;
import io.millrace.state.TaskStore;
import java.util.HashMap;
import java.util.Map;

/** Keeps stores on the heap. What was written outlives closing a store, like files would, until {@link #wipe}. */
public final class MemoryStores implements StoreEngine {
    private final Map<Integer, MemoryRows> kept = new HashMap<>();

    @Override
    public synchronized TaskStore open(int task) {
        MemoryRows rows = kept.computeIfAbsent(task, absent -> new MemoryRows());
        if (!rows.open()) {
            throw new StoreException(
                    "MR-0404 the store of task " + task + " is already open; close it first", false, null);
        }
        return new MemoryStore(rows, new MemorySpill());
    }

    @Override
    public synchronized long position(int task) {
        MemoryRows rows = kept.get(task);
        if (rows == null) {
            return -1;
        }
        return Checkpoint.position(rows.checkpoint());
    }

    @Override
    public synchronized void wipe(int task) {
        MemoryRows rows = kept.get(task);
        if (rows != null && rows.isOpen()) {
            throw new StoreException(
                    "MR-0405 the store of task " + task + " is open; close it before wiping it", false, null);
        }
        kept.remove(task);
    }

    @Override
    public void close() {}
}
