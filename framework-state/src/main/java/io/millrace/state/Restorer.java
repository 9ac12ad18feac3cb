package io.millrace.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies changelog records to a store, a chunk at a time, each with its own checkpoint; derives the time rows. */
public final class Restorer {
    private final TaskStore store;
    private final StoreTable stores;
    private StoreBatch chunk = new StoreBatch();

    public Restorer(TaskStore store, List<StoreSpec> stores) {
        this.store = store;
        this.stores = new StoreTable(stores, Integer.MAX_VALUE);
    }

    /** One changelog record of the chunk under way. */
    public void apply(byte[] entry, byte @Nullable [] value) {
        if (value == null) {
            chunk.delete(Family.ENTRIES, entry);
            return;
        }
        chunk.put(Family.ENTRIES, entry, value);
        // The row of the value that was there before stays: finding it would cost a read per record. The buffer knows
        // such a row by its entry, which says another time.
        byte[] row = stores.row(entry, value);
        if (row != null) {
            chunk.put(Family.TIMES, row, TimeRow.VALUE);
        }
    }

    /** Bytes of the chunk under way: how much a {@link #flush} will write. */
    public long pendingBytes() {
        return chunk.bytes();
    }

    /** Ends the chunk: writes it with its checkpoint, all or nothing. */
    public void flush(Checkpoint checkpoint) {
        store.write(chunk, checkpoint);
        chunk = new StoreBatch();
    }
}
