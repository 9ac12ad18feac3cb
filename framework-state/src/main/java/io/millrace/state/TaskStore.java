package io.millrace.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The committed state of one task. Holds nothing that is not committed in Kafka.
 *
 * <p>Used by one thread at a time; reads of a second thread are allowed. Byte order is unsigned.
 */
public interface TaskStore extends AutoCloseable {
    byte @Nullable [] get(byte[] entry);

    /** As many {@link #get}s at once; the result has the order of the keys, null where there is nothing. */
    List<byte @Nullable []> multiGet(List<byte[]> entries);

    /** Rows with {@code from <= key < to}. Sees the state of this moment. */
    StoreScan scan(Family family, byte[] from, byte[] to);

    /** All of it or nothing. After a crash a store holds a prefix of its writes, checkpoint included. */
    void write(StoreBatch batch, Checkpoint checkpoint);

    /** The checkpoint of the last write, or null for a new store. */
    @Nullable
    Checkpoint checkpoint();

    /** Room for what waits; empty after opening, and the same object as long as the store is open. */
    SpillArea spill();

    /** Approximate size on disk, or in memory, in bytes. */
    long sizeBytes();

    /** Sizes, as far as this engine knows them. */
    default StoreFigures figures() {
        return new StoreFigures(sizeBytes(), -1, -1, -1, -1);
    }

    @Override
    void close();
}
