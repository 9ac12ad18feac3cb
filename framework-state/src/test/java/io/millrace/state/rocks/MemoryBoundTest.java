package io.millrace.state.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.state.Checkpoint;
import io.millrace.state.Family;
import io.millrace.state.StoreBatch;
import io.millrace.state.TaskStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * What many tasks cost together. {@code -Dmillrace.memory.tasks}, {@code .budgetMb} and {@code .rounds} make it larger.
 */
class MemoryBoundTest {
    private static final int TASKS = Integer.getInteger("millrace.memory.tasks", 200);
    private static final long MIB = 1 << 20;
    private static final long BUDGET_BYTES = MIB * Integer.getInteger("millrace.memory.budgetMb", 96);
    private static final int ROUNDS = Integer.getInteger("millrace.memory.rounds", 8);
    private static final int ROWS = 120;
    private static final int VALUE_BYTES = 1_000;

    /** What a database needs beside the budget: half a megabyte for itself, the rest the allocator's losses. */
    private static final long TASK_BYTES = 1_500_000;

    private static final long SLACK_BYTES = 96 * MIB;

    @TempDir
    private Path directory;

    private final Random random = new Random(1);

    /** Resident memory without the heap, which other tests share. */
    private static long residentBytes() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(each -> each.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024
                - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    @Test
    void manyTasksStayWithinTheBudget(TestReporter reporter) throws IOException {
        long before = residentBytes();
        String figures;
        long used = 0;
        long resident = 0;
        List<TaskStore> stores = new ArrayList<>();
        try (RocksMemory memory = new RocksMemory(BUDGET_BYTES);
                RocksStores engine = new RocksStores(directory, memory)) {
            for (int task = 0; task < TASKS; task++) {
                stores.add(engine.open(task));
            }
            long opened = residentBytes();
            for (int round = 0; round < ROUNDS; round++) {
                for (TaskStore store : stores) {
                    write(store, round);
                    read(store, round);
                }
                used = Math.max(used, memory.usedBytes());
                resident = Math.max(resident, residentBytes());
            }
            stores.forEach(TaskStore::close);
            figures = String.format(
                    "%d tasks, %d MB written, budget %d MB: used %d MB at most; resident %+d MB opened, %+d MB at most",
                    TASKS,
                    (long) TASKS * ROUNDS * ROWS * VALUE_BYTES / MIB,
                    BUDGET_BYTES / MIB,
                    used / MIB,
                    (opened - before) / MIB,
                    (resident - before) / MIB);
        }
        reporter.publishEntry(figures);
        assertThat(used).as(figures).isLessThan(BUDGET_BYTES * 5 / 4);
        assertThat(resident - before).as(figures).isLessThan(BUDGET_BYTES + TASKS * TASK_BYTES + SLACK_BYTES);
    }

    private void write(TaskStore store, int round) {
        StoreBatch batch = new StoreBatch();
        for (int i = 0; i < ROWS; i++) {
            byte[] value = new byte[VALUE_BYTES];
            random.nextBytes(value);
            batch.put(Family.ENTRIES, key(round * ROWS + i), value);
        }
        store.write(batch, new Checkpoint("c", "t", 0, round, 0));
    }

    private void read(TaskStore store, int round) {
        for (int i = 0; i < 10; i++) {
            assertThat(store.get(key(random.nextInt((round + 1) * ROWS)))).hasSize(VALUE_BYTES);
        }
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
