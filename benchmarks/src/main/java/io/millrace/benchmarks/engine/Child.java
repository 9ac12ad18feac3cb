package io.millrace.benchmarks.engine;

import java.io.IOException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.rocksdb.RocksDB;

/** What the main classes of engines do alike. */
final class Child {

    private Child() {}

    /** The lines that the report quotes. */
    static String versions() {
        RocksDB.loadLibrary();
        return String.format(
                "version kafka-clients %s%nversion rocksdb %s%n", AppInfoParser.getVersion(), RocksDB.rocksdbVersion());
    }

    /** Standard input ends when the harness says so, and also when it dies: no engine is left behind. */
    static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            continue;
        }
    }
}
