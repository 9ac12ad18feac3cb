package io.millrace.state.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.state.Checkpoint;
import io.millrace.state.Family;
import io.millrace.state.StoreException;
import io.millrace.state.StoreScan;
import io.millrace.state.TaskStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    @TempDir
    private Path directory;

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashWriter.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    @Timeout(120)
    void aKilledProcessLosesNothingAndHoldsItsDirectoryUntilThen() throws Exception {
        long written = -1;
        for (int round = 1; round <= 3; round++) {
            Process writer = start();
            try (RocksMemory memory = new RocksMemory(32 << 20);
                    BufferedReader out = writer.inputReader()) {
                long until = written + 500L * round;
                while (written < until) {
                    written = Long.parseLong(out.readLine());
                }
                assertThatThrownBy(() -> new RocksStores(directory, memory))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("MR-0404")
                        .hasMessageContaining("another process")
                        .hasMessageContaining("millrace.state-dir");
                // By its handle: destroying the Process would close its output, whose rest is still to be read.
                writer.toHandle().destroyForcibly();
                String line;
                while ((line = out.readLine()) != null) {
                    written = Long.parseLong(line);
                }
                writer.waitFor();
                try (RocksStores engine = new RocksStores(directory, memory);
                        TaskStore store = engine.open(0)) {
                    Checkpoint checkpoint = store.checkpoint();
                    assertThat(checkpoint).isNotNull();
                    // One more may have been written than was told.
                    assertThat(checkpoint.position()).isBetween(written, written + 1);
                    written = checkpoint.position();
                    assertAllRows(store, Family.ENTRIES, written);
                    assertAllRows(store, Family.TIMES, written);
                }
            } finally {
                writer.destroyForcibly().waitFor();
            }
        }
    }

    private static void assertAllRows(TaskStore store, Family family, long value) {
        int rows = 0;
        try (StoreScan scan = store.scan(family, new byte[] {0}, new byte[] {127})) {
            while (scan.next()) {
                assertThat(ByteBuffer.wrap(scan.value()).getLong()).isEqualTo(value);
                rows++;
            }
        }
        assertThat(rows).isEqualTo(CrashWriter.ROWS);
    }
}
