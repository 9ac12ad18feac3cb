package io.millrace.state.rocks;

import io.millrace.state.Checkpoint;
import io.millrace.state.Family;
import io.millrace.state.SpillArea;
import io.millrace.state.StoreBatch;
import io.millrace.state.StoreException;
import io.millrace.state.StoreFigures;
import io.millrace.state.StoreScan;
import io.millrace.state.TaskStore;
import io.millrace.state.codec.CodecException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** A task's database. */
final class RocksStore implements TaskStore {
    private static final int ROW_OVERHEAD_BYTES = 8;

    private final int task;
    private final RocksDB database;
    private final ColumnFamilyHandle meta;
    private final ColumnFamilyHandle entries;
    private final ColumnFamilyHandle times;
    private final WriteOptions options;
    private final RocksSettings settings;
    private final StateLock lock;
    private final RocksSpill spill;
    private volatile @Nullable Checkpoint checkpoint;

    private RocksStore(
            int task, RocksDB database, List<ColumnFamilyHandle> families, RocksSettings settings, StateLock lock) {
        this.task = task;
        this.settings = settings;
        options = new WriteOptions().setDisableWAL(!settings.logged);
        this.database = database;
        this.lock = lock;
        meta = families.get(0);
        entries = families.get(1);
        times = families.get(2);
        spill = new RocksSpill(task, database, settings.family, families.size() > 3 ? families.get(3) : null);
    }

    static RocksStore open(Path directory, int task, RocksSettings settings, StateLock lock) {
        List<ColumnFamilyDescriptor> families = new ArrayList<>(List.of(
                new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, settings.family),
                new ColumnFamilyDescriptor("entries".getBytes(StandardCharsets.US_ASCII), settings.family),
                new ColumnFamilyDescriptor("times".getBytes(StandardCharsets.US_ASCII), settings.family)));
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksStore store;
        try {
            if (RocksSpill.isLeft(directory)) {
                families.add(RocksSpill.descriptor(settings.family));
            }
            RocksDB database = RocksDB.open(settings.database, directory.toString(), families, handles);
            store = new RocksStore(task, database, handles, settings, lock);
        } catch (RocksDBException e) {
            throw RocksErrors.opening(task, e);
        }
        try {
            store.spill.clear();
            store.checkpoint = store.readCheckpoint();
            return store;
        } catch (RuntimeException e) {
            store.closeDatabase();
            throw e;
        }
    }

    private @Nullable Checkpoint readCheckpoint() {
        try {
            byte[] bytes = database.get(meta, CheckpointRow.KEY);
            return bytes == null ? null : CheckpointRow.decode(bytes);
        } catch (RocksDBException e) {
            throw RocksErrors.opening(task, e);
        } catch (CodecException e) {
            throw new StoreException(
                    task,
                    "MR-0407 the checkpoint of task " + task
                            + " is damaged; the store must be rebuilt from its changelog",
                    true,
                    e);
        }
    }

    @Override
    public byte @Nullable [] get(byte[] entry) {
        try {
            return database.get(entries, entry);
        } catch (RocksDBException e) {
            throw RocksErrors.using("get", task, e);
        }
    }

    @Override
    public List<byte @Nullable []> multiGet(List<byte[]> keys) {
        try {
            return database.multiGetAsList(Collections.nCopies(keys.size(), entries), keys);
        } catch (RocksDBException e) {
            throw RocksErrors.using("multiGet", task, e);
        }
    }

    @Override
    public StoreScan scan(Family family, byte[] from, byte[] to) {
        return new RocksScan(task, database, handle(family), from, to);
    }

    @Override
    public void write(StoreBatch batch, Checkpoint newCheckpoint) {
        BatchBytes bytes = new BatchBytes(
                batch.bytes() + (long) ROW_OVERHEAD_BYTES * batch.rows().size());
        for (StoreBatch.Row row : batch.rows()) {
            bytes.add(handle(row.family()).getID(), row.key(), row.value());
        }
        bytes.add(meta.getID(), CheckpointRow.KEY, CheckpointRow.encode(newCheckpoint));
        try (WriteBatch rows = new WriteBatch(bytes.toBytes())) {
            database.write(options, rows);
        } catch (RocksDBException e) {
            throw RocksErrors.using("write", task, e);
        }
        checkpoint = newCheckpoint;
        if (settings.memory.isOverdrawn()) {
            flush();
        }
    }

    private ColumnFamilyHandle handle(Family family) {
        return family == Family.ENTRIES ? entries : times;
    }

    @Override
    public @Nullable Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Of the checkpoint, also when closed; on any thread. */
    long position() {
        return Checkpoint.position(checkpoint);
    }

    @Override
    public SpillArea spill() {
        return spill;
    }

    @Override
    public long sizeBytes() {
        return figures().bytes();
    }

    @Override
    public StoreFigures figures() {
        try {
            long files = property("live-sst-files-size", entries) + property("live-sst-files-size", times);
            long memtables = property("cur-size-all-mem-tables", entries) + property("cur-size-all-mem-tables", times);
            return new StoreFigures(
                    files + memtables,
                    property("estimate-num-keys", entries),
                    property("estimate-num-keys", times),
                    memtables,
                    property("estimate-pending-compaction-bytes", entries)
                            + property("estimate-pending-compaction-bytes", times));
        } catch (RocksDBException e) {
            throw RocksErrors.using("size", task, e);
        }
    }

    private long property(String name, ColumnFamilyHandle family) throws RocksDBException {
        return database.getLongProperty(family, "rocksdb." + name);
    }

    @Override
    public void close() {
        try {
            if (!settings.logged) {
                flush();
            }
        } finally {
            closeDatabase();
            lock.note(position());
            lock.close();
        }
    }

    private void flush() {
        try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
            database.flush(waiting, List.of(meta, entries, times));
        } catch (RocksDBException e) {
            throw RocksErrors.using("flush", task, e);
        }
    }

    private void closeDatabase() {
        spill.close();
        meta.close();
        entries.close();
        times.close();
        options.close();
        database.close();
    }
}
