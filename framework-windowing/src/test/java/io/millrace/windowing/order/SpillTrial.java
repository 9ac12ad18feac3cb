package io.millrace.windowing.order;

import io.millrace.state.StoreEngine;
import io.millrace.state.TaskStore;
import io.millrace.state.memory.MemoryStores;
import io.millrace.state.rocks.RocksMemory;
import io.millrace.state.rocks.RocksStores;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * What spilling costs: records pass through the buffer, so many waiting at any time. Not run by the build.
 *
 * <p>Arguments: records, how many wait, bytes of a record, an empty directory.
 */
final class SpillTrial {
    private static final int ROUNDS = 3;
    private static final double NANOS = 1e9;

    private SpillTrial() {}

    private enum Bytes implements Payloads<byte[]> {
        PAYLOADS;

        @Override
        public long heapBytes(byte[] record) {
            return record.length;
        }

        @Override
        public byte[] write(byte[] record) {
            return record;
        }

        @Override
        public byte[] read(int input, byte[] bytes) {
            return bytes;
        }
    }

    public static void main(String[] arguments) throws Exception {
        int records = Integer.parseInt(arguments[0]);
        int waiting = Integer.parseInt(arguments[1]);
        int bytes = Integer.parseInt(arguments[2]);
        Path directory = Files.createDirectories(Path.of(arguments[3]));
        long all = (long) waiting * bytes;
        for (int round = 0; round < ROUNDS; round++) {
            try (RocksMemory memory = new RocksMemory(64 << 20);
                    StoreEngine rocks = new RocksStores(directory.resolve("round" + round), memory);
                    TaskStore heap = new MemoryStores().open(0);
                    TaskStore disk = rocks.open(0)) {
                pass("all on the heap", heap, records, waiting, bytes, 2 * all);
                pass("half on disk", disk, records, waiting, bytes, all / 2);
                pass("nine tenths on disk", disk, records, waiting, bytes, all / 10);
            }
        }
    }

    private static void pass(String what, TaskStore store, int records, int waiting, int bytes, long heapBytesMax) {
        OrderBuffer<byte[]> buffer = new OrderBuffer<>(1, Bytes.PAYLOADS, store.spill(), () -> heapBytesMax);
        buffer.clear();
        Random random = new Random(1);
        long cpu = cpuNanos();
        long wall = System.nanoTime();
        long sum = 0;
        for (int i = 0; i < records; i++) {
            byte[] record = new byte[bytes];
            random.nextBytes(record);
            buffer.add(0, i, new OrderKey(i + random.nextInt(waiting), 0, 0, 0, i, 0), record);
            if (buffer.size() > waiting) {
                sum += buffer.poll().length;
            }
        }
        while (buffer.size() > 0) {
            sum += buffer.poll().length;
        }
        double wallSeconds = (System.nanoTime() - wall) / NANOS;
        double cpuSeconds = (cpuNanos() - cpu) / NANOS;
        System.out.printf(
                "%-20s %,9.0f records/s, %.2f µs of the process's CPU a record (%,d MB)%n",
                what, records / wallSeconds, cpuSeconds * 1e6 / records, sum >> 20);
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
