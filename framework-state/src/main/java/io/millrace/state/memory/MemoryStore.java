package io.millrace.state.memory;

import io.millrace.state.Checkpoint;
import io.millrace.state.Family;
import io.millrace.state.StoreBatch;
import io.millrace.state.StoreScan;
import io.millrace.state.TaskStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task's rows while they are open. */
record MemoryStore(MemoryRows rows, MemorySpill spill) implements TaskStore {
    @Override
    public byte @Nullable [] get(byte[] entry) {
        return rows.get(entry);
    }

    @Override
    public List<byte @Nullable []> multiGet(List<byte[]> entries) {
        List<byte @Nullable []> values = new ArrayList<>(entries.size());
        entries.forEach(entry -> values.add(rows.get(entry)));
        return values;
    }

    @Override
    public StoreScan scan(Family family, byte[] from, byte[] to) {
        return new Scan(rows, rows.beginScan(family, from, to).entrySet().iterator());
    }

    @Override
    public void write(StoreBatch batch, Checkpoint checkpoint) {
        rows.write(batch, checkpoint);
    }

    @Override
    public @Nullable Checkpoint checkpoint() {
        return rows.checkpoint();
    }

    @Override
    public long sizeBytes() {
        return rows.bytes();
    }

    @Override
    public void close() {
        rows.close();
    }

    private static final class Scan implements StoreScan {
        private final MemoryRows rows;
        private final Iterator<Map.Entry<byte[], byte[]>> left;
        private Map.@Nullable Entry<byte[], byte[]> row;
        private boolean closed;

        Scan(MemoryRows rows, Iterator<Map.Entry<byte[], byte[]>> left) {
            this.rows = rows;
            this.left = left;
        }

        @Override
        public boolean next() {
            row = left.hasNext() ? left.next() : null;
            return row != null;
        }

        @Override
        public byte[] key() {
            return row().getKey();
        }

        @Override
        public byte[] value() {
            return row().getValue();
        }

        private Map.Entry<byte[], byte[]> row() {
            if (row == null) {
                throw new IllegalStateException("no row");
            }
            return row;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                rows.endScan();
            }
        }
    }
}
