package io.millrace.state.memory;

import io.millrace.state.Checkpoint;
import io.millrace.state.Family;
import io.millrace.state.StoreBatch;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of one task. Thread-safe. */
final class MemoryRows {
    private TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private TreeMap<byte[], byte[]> times = new TreeMap<>(Arrays::compareUnsigned);
    private @Nullable Checkpoint checkpoint;
    private long bytes;
    private int scans;
    private boolean open;

    /** False if it is open already. */
    synchronized boolean open() {
        boolean opened = !open;
        open = true;
        return opened;
    }

    synchronized boolean isOpen() {
        return open;
    }

    synchronized void close() {
        open = false;
    }

    synchronized byte @Nullable [] get(byte[] entry) {
        return entries.get(entry);
    }

    synchronized NavigableMap<byte[], byte[]> beginScan(Family family, byte[] from, byte[] to) {
        scans++;
        return rows(family).subMap(from, true, to, false);
    }

    synchronized void endScan() {
        scans--;
    }

    synchronized void write(StoreBatch batch, Checkpoint newCheckpoint) {
        if (scans > 0) {
            // Whoever is scanning keeps the rows of the moment the scan began.
            entries = new TreeMap<>(entries);
            times = new TreeMap<>(times);
        }
        batch.rows().forEach(this::write);
        checkpoint = newCheckpoint;
    }

    private void write(StoreBatch.Row row) {
        TreeMap<byte[], byte[]> rows = rows(row.family());
        byte[] value = row.value();
        byte[] old = value == null ? rows.remove(row.key()) : rows.put(row.key(), value);
        bytes += (value == null ? 0 : row.key().length + value.length)
                - (old == null ? 0 : row.key().length + old.length);
    }

    private TreeMap<byte[], byte[]> rows(Family family) {
        return family == Family.ENTRIES ? entries : times;
    }

    synchronized @Nullable Checkpoint checkpoint() {
        return checkpoint;
    }

    synchronized long bytes() {
        return bytes;
    }
}
