package io.millrace.chaos.scenario;

import io.millrace.chaos.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The tables of a task's store, into which a store of this size would write nothing for hours. */
final class Tables {
    private Tables() {}

    /** Writes out what is only in the store's log. Nobody else has it open. */
    static void writeOut(Path task) {
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try (Options options = new Options();
                DBOptions database = new DBOptions();
                FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            List<ColumnFamilyDescriptor> all = RocksDB.listColumnFamilies(options, task.toString()).stream()
                    .map(ColumnFamilyDescriptor::new)
                    .toList();
            try (RocksDB store = RocksDB.open(database, task.toString(), all, families)) {
                store.flush(flush, families);
                families.forEach(ColumnFamilyHandle::close);
            }
        } catch (RocksDBException e) {
            throw new Problem(Problem.Code.FILE, "cannot write out the tables of " + task + ": " + e.getMessage(), e);
        }
    }
}
