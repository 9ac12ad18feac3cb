package io.millrace.windowing.rolling;

import io.millrace.model.RollingModel;
import io.millrace.spi.TypeRef;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.Codecs;
import io.millrace.windowing.TestTask;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CPU nanoseconds per record that adds one element and asks for three windows, in event-time order, by elements in the largest
 * window. Run with {@code java -cp ... io.millrace.windowing.rolling.RollingBenchmark}; the figures are in RATIONALE.md.
 */
public final class RollingBenchmark {
    private static final int RECORDS = 50_000;
    private static final int ROUNDS = 5;
    private static final int COMMIT_EVERY = 5_000;

    /** CPU time, so that a busy machine does not count. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private RollingBenchmark() {}

    private record Summing(boolean unfolds) implements Folder<Long, Long> {
        @Override
        public Long fold(@Nullable Long soFar, Long added) {
            return soFar == null ? added : soFar + added;
        }

        @Override
        public Long unfold(Long soFar, Long removed) {
            return soFar - removed;
        }
    }

    /** Prints a table. */
    public static void main(String[] args) {
        System.out.printf("%8s %8s %10s %14s%n", "elements", "unfold", "ns/record", "commit bytes");
        for (int elements : new int[] {30, 300, 3_000, 30_000}) {
            measure(elements, true);
        }
        measure(30, false);
        measure(300, false);
    }

    private static void measure(int elements, boolean unfold) {
        double[] nanos = new double[ROUNDS];
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Codec<Object> longs = Codecs.of(TypeRef.of(Long.class));
            TestTask task = new TestTask(RollingStores.specs("r", longs, longs, true, true));
            long largest = elements * 10L;
            RollingModel model =
                    new RollingModel(List.of("s", "m", "l"), List.of(largest / 30, largest / 4, largest), 0, unfold);
            RollingWindows<Long, Long> rolling =
                    new RollingWindows<>(model, new Summing(unfold), task.buffer(), 0, 1, task);
            long time = run(task, rolling, 0, 2 * elements);
            long bytesBefore = task.committedBytes();
            long start = CPU.getCurrentThreadCpuTime();
            run(task, rolling, time, RECORDS);
            nanos[round] = (double) (CPU.getCurrentThreadCpuTime() - start) / RECORDS;
            bytes = (task.committedBytes() - bytesBefore) / (RECORDS / COMMIT_EVERY);
        }
        Arrays.sort(nanos);
        System.out.printf("%8d %8s %10.0f %14d%n", elements, unfold, nanos[ROUNDS / 2], bytes);
    }

    private static long run(TestTask task, RollingWindows<Long, Long> rolling, long from, int records) {
        long time = from;
        for (int i = 0; i < records; i++) {
            time += 10;
            task.select("k", time);
            rolling.add((long) i);
            rolling.get("s");
            rolling.get("m");
            rolling.get("l");
            task.buffer().keep();
            if (i % COMMIT_EVERY == 0) {
                task.commit();
            }
        }
        return time;
    }
}
