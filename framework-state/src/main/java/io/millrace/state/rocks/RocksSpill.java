package io.millrace.state.rocks;

import io.millrace.state.SpillArea;
import io.millrace.state.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A column family that is written without a log. It exists only while something was spilled: dropping it frees its files
 * at once, whatever they hold.
 */
final class RocksSpill implements SpillArea, AutoCloseable {
    /** Less is not worth a range deletion: each is looked at by every later read. */
    private static final long DELETE_BYTES_MIN = 4 << 20;

    private static final int ROW_OVERHEAD_BYTES = 16;
    private static final byte[] NAME = "spill".getBytes(StandardCharsets.US_ASCII);

    private final int task;
    private final RocksDB database;
    private final ColumnFamilyOptions options;
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
    private @Nullable ColumnFamilyHandle family;
    /** What was taken out and still lies there: from the first key to the last. */
    private byte @Nullable [] takenFrom;

    private byte[] takenTo = {};
    private long takenBytes;

    /**
     * @param left the family that a process left behind when it died; its content is dead
     */
    RocksSpill(int task, RocksDB database, ColumnFamilyOptions options, @Nullable ColumnFamilyHandle left) {
        this.task = task;
        this.database = database;
        this.options = options;
        this.family = left;
    }

    static ColumnFamilyDescriptor descriptor(ColumnFamilyOptions options) {
        return new ColumnFamilyDescriptor(NAME, options);
    }

    /** Whether a process has left its family behind in that database. */
    static boolean isLeft(Path directory) throws RocksDBException {
        if (!Files.exists(directory.resolve("CURRENT"))) {
            return false;
        }
        try (Options any = new Options()) {
            return RocksDB.listColumnFamilies(any, directory.toString()).stream()
                    .anyMatch(name -> Arrays.equals(name, NAME));
        }
    }

    @Override
    public void put(List<Row> rows) {
        try {
            long bytes = 0;
            boolean amongTaken = false;
            for (Row row : rows) {
                bytes += row.key().length + row.value().length + ROW_OVERHEAD_BYTES;
                amongTaken |= Arrays.compareUnsigned(row.key(), takenTo) <= 0;
            }
            if (amongTaken) {
                deleteTaken();
            }
            ColumnFamilyHandle to = family == null ? database.createColumnFamily(descriptor(options)) : family;
            family = to;
            BatchBytes batch = new BatchBytes(bytes);
            rows.forEach(row -> batch.add(to.getID(), row.key(), row.value()));
            try (WriteBatch write = new WriteBatch(batch.toBytes())) {
                database.write(unlogged, write);
            }
        } catch (RocksDBException e) {
            throw RocksErrors.using("spill", task, e);
        }
    }

    @Override
    public List<Row> take(byte[] from, long bytesMax) {
        ColumnFamilyHandle spilled = family;
        if (spilled == null) {
            return List.of();
        }
        try {
            boolean backward = takenFrom != null && Arrays.compareUnsigned(from, takenTo) <= 0;
            if (backward || takenBytes >= DELETE_BYTES_MIN) {
                deleteTaken();
            }
            List<Row> taken = read(spilled, from, bytesMax);
            noteTaken(taken);
            return taken;
        } catch (RocksDBException e) {
            throw RocksErrors.using("take spilled", task, e);
        }
    }

    private List<Row> read(ColumnFamilyHandle spilled, byte[] from, long bytesMax) throws RocksDBException {
        List<Row> rows = new ArrayList<>();
        long bytes = 0;
        // Each row is read once: in the cache it would only be in the way.
        try (ReadOptions once = new ReadOptions().setFillCache(false);
                RocksIterator at = database.newIterator(spilled, once)) {
            for (at.seek(from); at.isValid() && (rows.isEmpty() || bytes < bytesMax); at.next()) {
                Row row = new Row(at.key(), at.value());
                rows.add(row);
                bytes += row.key().length + row.value().length;
            }
            at.status();
        }
        takenBytes += bytes;
        return rows;
    }

    private void noteTaken(List<Row> taken) {
        if (!taken.isEmpty()) {
            takenFrom = takenFrom == null ? taken.get(0).key() : takenFrom;
            takenTo = taken.get(taken.size() - 1).key();
        }
    }

    private void deleteTaken() throws RocksDBException {
        ColumnFamilyHandle spilled = family;
        byte[] first = takenFrom;
        if (spilled != null && first != null) {
            byte[] behindLast = Arrays.copyOf(takenTo, takenTo.length + 1);
            database.deleteRange(spilled, unlogged, first, behindLast);
        }
        nothingTaken();
    }

    private void nothingTaken() {
        takenFrom = null;
        takenTo = new byte[0];
        takenBytes = 0;
    }

    @Override
    public void clear() {
        ColumnFamilyHandle spilled = family;
        if (spilled == null) {
            return;
        }
        family = null;
        nothingTaken();
        try {
            database.dropColumnFamily(spilled);
        } catch (RocksDBException e) {
            throw RocksErrors.using("empty the spill", task, e);
        } finally {
            spilled.close();
        }
    }

    /** Before the database. */
    @Override
    public void close() {
        try {
            clear();
        } catch (StoreException e) {
            // Whoever opens the database next empties it.
        } finally {
            unlogged.close();
        }
    }
}
