package io.millrace.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies changelog records to a store, a chunk at a time, each with its own checkpoint; derives the time rows. */
public final class Restorer {
    public Restorer(TaskStore store, List<StoreSpec> stores) {
        throw new UnsupportedOperationException();
    }

    /** One changelog record of the chunk under way. */
    public void apply(byte[] entry, byte @Nullable [] value) {
        throw new UnsupportedOperationException();
    }

    /** Ends the chunk. */
    public void flush(Checkpoint checkpoint) {
        throw new UnsupportedOperationException();
    }
}
