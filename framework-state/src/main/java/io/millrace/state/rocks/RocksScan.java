package io.millrace.state.rocks;

import io.millrace.state.StoreScan;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** A walk with an iterator, which holds the moment it was made. */
final class RocksScan implements StoreScan {
    private final int task;
    private final Slice end;
    private final ReadOptions options;
    private final RocksIterator rows;
    private final byte[] from;
    private boolean begun;

    RocksScan(int task, RocksDB database, ColumnFamilyHandle family, byte[] from, byte[] to) {
        this.task = task;
        this.from = from;
        end = new Slice(to);
        options = new ReadOptions().setIterateUpperBound(end);
        rows = database.newIterator(family, options);
    }

    @Override
    public boolean next() {
        if (begun) {
            rows.next();
        } else {
            begun = true;
            rows.seek(from);
        }
        if (rows.isValid()) {
            return true;
        }
        try {
            // An iterator that stops may have stopped on an error.
            rows.status();
            return false;
        } catch (RocksDBException e) {
            throw RocksErrors.using("scan", task, e);
        }
    }

    @Override
    public byte[] key() {
        return rows.key();
    }

    @Override
    public byte[] value() {
        return rows.value();
    }

    @Override
    public void close() {
        rows.close();
        options.close();
        end.close();
    }
}
