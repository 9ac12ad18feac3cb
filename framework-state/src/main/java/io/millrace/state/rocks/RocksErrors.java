package io.millrace.state.rocks;

import io.millrace.state.StoreException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What RocksDB's errors mean for a store: whether rebuilding it helps. */
final class RocksErrors {
    private RocksErrors() {}

    /** While opening, files that are missing or do not fit together are damage too. */
    static StoreException opening(int task, RocksDBException e) {
        return failure("open", task, e, damaged(e) || misfit(e));
    }

    static StoreException using(String what, int task, RocksDBException e) {
        return failure(what, task, e, damaged(e));
    }

    private static StoreException failure(String what, int task, RocksDBException e, boolean corrupt) {
        String next = corrupt
                ? "MR-0407 the store of task " + task + " is damaged and must be rebuilt from its changelog"
                : "MR-0408 the store of task " + task + " does not work; check its disk (space, permissions)";
        return new StoreException(task, next + ": " + what + ": " + e.getMessage(), corrupt, e);
    }

    private static boolean damaged(RocksDBException e) {
        return code(e) == Status.Code.Corruption;
    }

    private static boolean misfit(RocksDBException e) {
        Status.Code code = code(e);
        return code == Status.Code.InvalidArgument
                || code == Status.Code.NotFound
                || code == Status.Code.IOError && e.getMessage().contains("No such file");
    }

    private static Status.Code code(RocksDBException e) {
        Status status = e.getStatus();
        return status == null ? Status.Code.Undefined : status.getCode();
    }
}
