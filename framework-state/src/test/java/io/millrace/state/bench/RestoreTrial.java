package io.millrace.state.bench;

import io.millrace.spi.TypeRef;
import io.millrace.state.Checkpoint;
import io.millrace.state.EntryKey;
import io.millrace.state.Restorer;
import io.millrace.state.StoreSpec;
import io.millrace.state.TaskStore;
import io.millrace.state.codec.Codecs;
import io.millrace.state.rocks.RocksMemory;
import io.millrace.state.rocks.RocksStores;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;

/** A changelog of random keys and values of 100 bytes into RocksDB: as a running task writes, and as a restore does. */
public final class RestoreTrial {
    private static final int RECORDS = 1_200_000;
    private static final int CHUNK_RECORDS = 10_000;
    private static final StoreSpec STORE = new StoreSpec("s", true, Codecs.of(TypeRef.of(byte[].class)), false, null);

    private RestoreTrial() {}

    public static void main(String[] args) throws IOException {
        for (int round = 0; round < 2; round++) {
            run(false);
            run(true);
        }
    }

    private static double cpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    private static void run(boolean restoring) throws IOException {
        try (RocksMemory memory = new RocksMemory(256 << 20);
                RocksStores engine = new RocksStores(Files.createTempDirectory("millrace-restore"), memory)) {
            long begun = System.nanoTime();
            double cpu = cpuSeconds();
            double megabytes = fill(restoring ? engine.openToRestore(0) : engine.open(0)) / 1e6;
            engine.open(0).close();
            double seconds = (System.nanoTime() - begun) / 1e9;
            cpu = cpuSeconds() - cpu;
            System.out.printf(
                    "%s: %.0f MB, %.1f MB/s, %.1f MB per CPU second%n",
                    restoring ? "restoring" : "serving", megabytes, megabytes / seconds, megabytes / cpu);
            engine.wipe(0);
        }
    }

    private static long fill(TaskStore store) {
        Random random = new Random(1);
        Restorer restorer = new Restorer(store, List.of(STORE));
        long bytes = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] value = new byte[100];
            random.nextBytes(value);
            byte[] key = ByteBuffer.allocate(8).putLong(random.nextLong()).array();
            byte[] entry = EntryKey.prefix(STORE.id(), key);
            restorer.apply(entry, value);
            bytes += entry.length + value.length;
            if (i % CHUNK_RECORDS == CHUNK_RECORDS - 1) {
                restorer.flush(new Checkpoint("c", "t", 0, i, i));
            }
        }
        store.close();
        return bytes;
    }
}
