package io.millrace.testkit.sim;

import io.millrace.state.Checkpoint;
import io.millrace.state.Family;
import io.millrace.state.SpillArea;
import io.millrace.state.StoreBatch;
import io.millrace.state.StoreEngine;
import io.millrace.state.StoreException;
import io.millrace.state.StoreScan;
import io.millrace.state.TaskStore;
import io.millrace.state.memory.MemorySpill;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One process's way to its machine's disk. */
final class SimStores implements StoreEngine {
    private final SimProcess process;
    private final SimDisk disk;

    SimStores(SimProcess process, SimDisk disk) {
        this.process = process;
        this.disk = disk;
    }

    SimProcess process() {
        return process;
    }

    @Override
    public TaskStore open(int task) {
        return process.local("open store " + task, () -> new Open(task, disk.open(task)));
    }

    /** What is stored for a task, for a reader beside whoever has it open. */
    TaskStore view(int task) {
        return new Open(task, disk.stored(task));
    }

    @Override
    public long position(int task) {
        if (!disk.exists(task)) {
            return -1;
        }
        return Checkpoint.position(disk.stored(task).checkpoint());
    }

    @Override
    public void wipe(int task) {
        process.local("wipe store " + task, () -> {
            disk.wipe(task);
            return null;
        });
    }

    @Override
    public void close() {}

    private final class Open implements TaskStore {
        private final int task;
        private final SimStore store;
        /** Whether a crash leaves it on the disk or not: opening begins with an empty one. */
        private final SpillArea spill = new Spill();

        Open(int task, SimStore store) {
            this.task = task;
            this.store = store;
        }

        @Override
        public byte @Nullable [] get(byte[] entry) {
            demandWhole();
            return store.rows(Family.ENTRIES).get(entry);
        }

        private void demandWhole() {
            if (store.damaged()) {
                throw new StoreException(task, "MR-0407 the store of task " + task + " is damaged", true, null);
            }
        }

        @Override
        public List<byte @Nullable []> multiGet(List<byte[]> entries) {
            List<byte @Nullable []> values = new ArrayList<>();
            entries.forEach(entry -> values.add(get(entry)));
            return values;
        }

        @Override
        public StoreScan scan(Family family, byte[] from, byte[] to) {
            demandWhole();
            Map<byte[], byte[]> rows = new TreeMap<>(store.rows(family).subMap(from, to));
            return new Scan(rows.entrySet().iterator());
        }

        @Override
        public void write(StoreBatch batch, Checkpoint checkpoint) {
            process.local("disk " + task, () -> {
                disk.write(task, store, batch, checkpoint);
                return null;
            });
        }

        @Override
        public @Nullable Checkpoint checkpoint() {
            return store.checkpoint();
        }

        @Override
        public SpillArea spill() {
            return spill;
        }

        @Override
        public long sizeBytes() {
            return store.rows(Family.ENTRIES).size();
        }

        @Override
        public void close() {
            store.open(false);
        }
    }

    /** Each use of it may be the process's last deed. */
    private final class Spill implements SpillArea {
        private final SpillArea rows = new MemorySpill();

        @Override
        public void put(List<Row> added) {
            process.local("spill", () -> {
                rows.put(added);
                disk.noteSpill();
                return null;
            });
        }

        @Override
        public List<Row> take(byte[] from, long bytesMax) {
            return process.local("take spilled", () -> rows.take(from, bytesMax));
        }

        @Override
        public void clear() {
            rows.clear();
        }
    }

    private static final class Scan implements StoreScan {
        private final Iterator<Map.Entry<byte[], byte[]>> rows;
        private Map.@Nullable Entry<byte[], byte[]> row;

        Scan(Iterator<Map.Entry<byte[], byte[]>> rows) {
            this.rows = rows;
        }

        @Override
        public boolean next() {
            row = rows.hasNext() ? rows.next() : null;
            return row != null;
        }

        private Map.Entry<byte[], byte[]> row() {
            Map.Entry<byte[], byte[]> current = row;
            if (current == null) {
                throw new IllegalStateException("no row");
            }
            return current;
        }

        @Override
        public byte[] key() {
            return row().getKey();
        }

        @Override
        public byte[] value() {
            return row().getValue();
        }

        @Override
        public void close() {}
    }
}
