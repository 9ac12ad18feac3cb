package io.millrace.state.rocks;

import io.millrace.state.Checkpoint;
import io.millrace.state.Family;
import io.millrace.state.StoreBatch;
import io.millrace.state.TaskStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The process that {@link CrashTest} kills: batch n sets the same ten rows, in both families, to n. */
final class CrashWriter {
    static final int ROWS = 10;

    private CrashWriter() {}

    public static void main(String[] args) throws IOException {
        try (RocksMemory memory = new RocksMemory(32 << 20);
                RocksStores engine = new RocksStores(Path.of(args[0]), memory);
                TaskStore store = engine.open(0)) {
            Checkpoint last = store.checkpoint();
            for (long n = last == null ? 0 : last.position() + 1; ; n++) {
                StoreBatch batch = new StoreBatch();
                byte[] value = ByteBuffer.allocate(500).putLong(n).array();
                for (byte row = 0; row < ROWS; row++) {
                    batch.put(Family.ENTRIES, new byte[] {row}, value);
                    batch.put(Family.TIMES, new byte[] {row}, value);
                }
                store.write(batch, new Checkpoint("c", "t", 0, n, n));
                // One write per line, so that a kill tears none.
                System.out.write((n + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
