package io.millrace.benchmarks.engine;

import java.io.IOException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.rocksdb.RocksDB;

/** What the main classes of engines do alike. */
final class Child {

    private Child() {}

    static void printVersions() {
        RocksDB.loadLibrary();
        System.out.println("version kafka-clients " + AppInfoParser.getVersion());
        System.out.println("version rocksdb " + RocksDB.rocksdbVersion());
    }

    /** Standard input ends when the harness says so, and also when it dies: no engine is left behind. */
    static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            continue;
        }
    }
}
