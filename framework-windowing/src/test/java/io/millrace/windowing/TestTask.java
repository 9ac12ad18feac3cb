package io.millrace.windowing;

import io.millrace.state.Checkpoint;
import io.millrace.state.CurrentCall;
import io.millrace.state.Family;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreScan;
import io.millrace.state.StoreSpec;
import io.millrace.state.TaskStore;
import io.millrace.state.memory.MemoryStores;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A task as its handles see it: a buffer over a memory store, and a call that a test moves through time. */
public final class TestTask implements CurrentCall {
    private static final int ENTRIES_MAX = 10_000;

    private final MemoryStores engine = new MemoryStores();
    private final int entriesMax;
    private final List<StoreSpec> stores;
    private TaskStore store;
    private long position;
    private long committedBytes;
    private StateBuffer buffer;
    public long eventTime;
    public long wallMs;
    public boolean idle;

    public TestTask(List<StoreSpec> stores) {
        this(stores, ENTRIES_MAX);
    }

    /**
     * @param entriesMax of the buffer
     */
    public TestTask(List<StoreSpec> stores, int entriesMax) {
        this.stores = stores;
        this.entriesMax = entriesMax;
        store = engine.open(0);
        buffer = new StateBuffer(store, stores, entriesMax);
    }

    public StateBuffer buffer() {
        return buffer;
    }

    public TestTask select(String key, long time) {
        buffer.select(key.getBytes(StandardCharsets.UTF_8));
        eventTime = time;
        return this;
    }

    public void commit() {
        buffer.freeze((entry, value) -> committedBytes += entry.length + (value == null ? 0 : value.length));
        buffer.committed(new Checkpoint("c", "t", 0, ++position, 0));
    }

    /** What all commits so far would have sent to the changelog. */
    public long committedBytes() {
        return committedBytes;
    }

    /** Handles hold the buffer: make new ones after this. Whatever was not committed is gone. */
    public void reopen() {
        store.close();
        store = engine.open(0);
        buffer = new StateBuffer(store, stores, entriesMax);
    }

    /** Committed entries of all stores. */
    public int entries() {
        byte[] end = new byte[64];
        Arrays.fill(end, (byte) 0xff);
        int entries = 0;
        try (StoreScan scan = store.scan(Family.ENTRIES, new byte[0], end)) {
            while (scan.next()) {
                entries++;
            }
        }
        return entries;
    }

    @Override
    public long eventTime() {
        return eventTime;
    }

    @Override
    public long wallMs() {
        return wallMs;
    }

    @Override
    public void require() {
        if (idle) {
            throw new IllegalStateException("MR-0601 no handler call is under way");
        }
    }
}
