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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One record into the windows of its key, with what the time that it brings closes, and its share of a commit. Sums of 100
 * keys in turn; the buffer as by default, over a store in memory: what RocksDB and Kafka add is W3's to tell.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WindowBench {
    private static final int KEYS = 100;
    private static final int COMMIT_EVERY = 5_000;
    private static final int BUFFER_ENTRIES_MAX = 200_000;
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60 * SECOND_MS;

    /** How far the watermark lies behind the newest record, so that there is always something behind a window that closes. */
    private static final long BEHIND_MS = 3 * SECOND_MS;

    /** What lets windows give results before their close, though none does. */
    private static final EmitModel EVERY_HOUR =
            new EmitModel(true, false, 60 * MINUTE_MS, TimeDomain.EVENT, 0, false, false);

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
            throw new AssertionError("all sessions have one gap");
        }
    };

    /** What is compared. */
    public enum Kind {
        TUMBLING_60S,
        HOPPING_60S_BY_10S,
        HOPPING_60S_BY_1S,
        HOPPING_60S_BY_1S_EACH_BY_ITSELF,
        CUMULATING_60S_BY_1S,
        SLIDING_60S,
        /** Each record is one; three of a key are open. */
        SESSIONS_3_OPEN,
        SESSIONS_300_OPEN,
        HIERARCHY_1M_1H_1D,
        COUNT_60_BY_10;

        private WindowModel model(long intervalMs) {
            return switch (this) {
                case TUMBLING_60S -> WindowPlay.tumbling(MINUTE_MS, 0);
                case HOPPING_60S_BY_10S -> WindowPlay.hopping(MINUTE_MS, 10 * SECOND_MS, 0);
                case HOPPING_60S_BY_1S -> WindowPlay.hopping(MINUTE_MS, SECOND_MS, 0);
                case HOPPING_60S_BY_1S_EACH_BY_ITSELF ->
                    WindowPlay.hopping(MINUTE_MS, SECOND_MS, 0).withEmit(EVERY_HOUR);
                case CUMULATING_60S_BY_1S -> model(SpanModel.cumulating(MINUTE_MS, SECOND_MS, 0));
                case SLIDING_60S -> model(SpanModel.sliding(MINUTE_MS));
                case SESSIONS_3_OPEN, SESSIONS_300_OPEN -> WindowPlay.session(intervalMs / 2, 0);
                case HIERARCHY_1M_1H_1D ->
                    model(SpanModel.hierarchy(List.of(MINUTE_MS, 60 * MINUTE_MS, 24 * 60 * MINUTE_MS), 0));
                case COUNT_60_BY_10 -> model(SpanModel.count(60, 10));
            };
        }

        private static WindowModel model(SpanModel span) {
            return WindowPlay.model(span, 0, true);
        }

        private long behindMs(long intervalMs) {
            return switch (this) {
                case SESSIONS_3_OPEN -> 3 * intervalMs;
                case SESSIONS_300_OPEN -> 300 * intervalMs;
                default -> BEHIND_MS;
            };
        }
    }

    @Param
    public Kind kind = Kind.TUMBLING_60S;

    /** Records of a key in a second of event time. */
    @Param({"1", "10", "100"})
    public int perSecond = 1;

    private final byte[][] keys = new byte[KEYS][];
    private final long[] told = new long[1];
    private final WindowSink sink = (span, time, sum) -> told[0] += (Long) sum;
    private TestTask task = new TestTask(List.of());
    private @Nullable KeyWindows windows;
    private long behindMs;
    private long records;

    @Setup
    public void prepare() {
        for (int i = 0; i < KEYS; i++) {
            keys[i] = ("customer-" + i).getBytes(StandardCharsets.UTF_8);
        }
        long intervalMs = SECOND_MS / perSecond;
        WindowModel model = kind.model(intervalMs);
        behindMs = kind.behindMs(intervalMs);
        task = new TestTask(WindowStores.specs(model, Codecs.of(TypeRef.of(Long.class))), BUFFER_ENTRIES_MAX);
        windows = WindowStores.windows(model, new WindowStores.Methods(SUM, null), task.buffer(), 0, () -> 0);
    }

    @Benchmark
    public long record() {
        long time = records * SECOND_MS / perSecond / KEYS;
        long now = time - behindMs;
        task.buffer().select(keys[(int) (records % KEYS)]);
        windows.add(records, time, now, sink);
        task.buffer().keep();
        DueEntry due;
        while ((due = task.buffer().nextDue(Domain.EVENT, now)) != null) {
            task.buffer().select(due.key());
            windows.fire(due, sink);
            task.buffer().keep();
        }
        if (++records % COMMIT_EVERY == 0) {
            task.commit();
        }
        return told[0];
    }
}
