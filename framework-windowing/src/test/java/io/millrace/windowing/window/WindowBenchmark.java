package io.millrace.windowing.window;

import io.millrace.api.TimeDomain;
import io.millrace.model.EmitModel;
import io.millrace.model.SpanModel;
import io.millrace.model.WindowModel;
import io.millrace.spi.TypeRef;
import io.millrace.state.DueEntry;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.Codecs;
import io.millrace.windowing.TestTask;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CPU nanoseconds and changelog bytes per record, closing included, by kind of window and by records per key and second.
 * Run with {@code java -cp ... io.millrace.windowing.window.WindowBenchmark [pattern of kinds]}; the figures are in
 * RATIONALE.md.
 */
public final class WindowBenchmark {
    private static final int RECORDS = 300_000;
    private static final int ROUNDS = 5;
    private static final int KEYS = 100;
    private static final int COMMIT_EVERY = 5_000;

    /** As by default. */
    private static final int BUFFER_ENTRIES_MAX = 200_000;

    private static final byte[][] NAMES = new byte[KEYS][];

    static {
        for (int i = 0; i < KEYS; i++) {
            NAMES[i] = ("customer-" + i).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** CPU time, so that a busy machine does not count. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private WindowBenchmark() {}

    private static final WindowFold SUM = new WindowFold() {
        @Override
        public Object fold(@Nullable Object soFar, Object element) {
            return soFar == null ? element : (Long) soFar + (Long) element;
        }

        @Override
        public Object merge(Object earlier, Object later) {
            return (Long) earlier + (Long) later;
        }

        @Override
        public long gapMs(Object element) {
            throw new AssertionError("no session of this kind");
        }
    };

    /** What lets windows give results before their close, though none does. */
    private static final EmitModel EVERY_HOUR =
            new EmitModel(true, false, 3_600_000, TimeDomain.EVENT, 0, false, false);

    private record Case(String name, WindowModel model) {}

    /** Prints a table. */
    public static void main(String[] args) {
        List<Case> cases = List.of(
                new Case("tumbling 60 s", WindowPlay.tumbling(60_000, 0)),
                new Case("hopping 60 s by 10 s, panes", WindowPlay.hopping(60_000, 10_000, 0)),
                new Case("hopping 60 s by 1 s, panes", WindowPlay.hopping(60_000, 1_000, 0)),
                new Case(
                        "hopping 60 s by 1 s, each window",
                        WindowPlay.hopping(60_000, 1_000, 0).withEmit(EVERY_HOUR)),
                new Case("cumulating 60 s by 1 s", WindowPlay.model(SpanModel.cumulating(60_000, 1_000, 0), 0, true)),
                new Case("session, gap 5 s", WindowPlay.session(5_000, 0)));
        System.out.printf("%-34s %12s %10s %14s%n", "", "per key, s", "ns/record", "bytes/record");
        for (int perSecond : new int[] {1, 10, 100}) {
            cases.stream()
                    .filter(each -> args.length == 0 || each.name().matches(args[0]))
                    .forEach(each -> measure(each, perSecond));
        }
    }

    private static void measure(Case each, int perSecond) {
        double[] nanos = new double[ROUNDS];
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            TestTask task = new TestTask(
                    WindowStores.specs(each.model(), Codecs.of(TypeRef.of(Long.class))), BUFFER_ENTRIES_MAX);
            KeyWindows windows =
                    WindowStores.windows(each.model(), new WindowStores.Methods(SUM, null), task.buffer(), 0, () -> 0);
            long time = run(task, windows, 0, RECORDS / 5, perSecond);
            long before = task.committedBytes();
            long start = CPU.getCurrentThreadCpuTime();
            run(task, windows, time, RECORDS, perSecond);
            nanos[round] = (double) (CPU.getCurrentThreadCpuTime() - start) / RECORDS;
            bytes = (task.committedBytes() - before) / RECORDS;
        }
        Arrays.sort(nanos);
        System.out.printf("%-34s %12d %10.0f %14d%n", each.name(), perSecond, nanos[ROUNDS / 2], bytes);
    }

    private static long run(TestTask task, KeyWindows windows, long from, int records, int perSecond) {
        long[] results = new long[1];
        WindowSink sink = (span, time, sum) -> results[0] += (Long) sum;
        long time = from;
        for (int i = 0; i < records; i++) {
            time = from + i * 1_000L / perSecond / KEYS;
            task.buffer().select(NAMES[i % KEYS]);
            windows.add((long) i, time, time, sink);
            task.buffer().keep();
            DueEntry due;
            while ((due = task.buffer().nextDue(Domain.EVENT, time)) != null) {
                task.buffer().select(due.key());
                windows.fire(due, sink);
                task.buffer().keep();
            }
            if (i % COMMIT_EVERY == 0) {
                task.commit();
            }
        }
        return time;
    }
}
