package io.millrace.benchmarks.engine;

import io.millrace.benchmarks.workload.Sum;
import io.millrace.benchmarks.workload.WindowKind;
import io.millrace.benchmarks.workload.WindowedSums;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * W3 in Kafka Streams: its windows, held back by {@code suppress} until they close. Own arguments: the kind of window, and the
 * record cache as for {@link StreamsRun}.
 */
final class StreamsWindowsMain {

    private static final Duration SIZE = Duration.ofMillis(WindowedSums.SIZE_MS);
    private static final Duration SLIDE = Duration.ofMillis(WindowedSums.SLIDE_MS);
    private static final Duration GAP = Duration.ofMillis(WindowedSums.GAP_MS);
    private static final Duration GRACE = Duration.ofMillis(WindowedSums.DISORDER_MS);
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final Serde<Sum> SUM = Serdes.serdeFrom(
            (topic, sum) -> sum == null ? null : sum.encode(),
            (topic, bytes) -> bytes == null ? null : Sum.decode(bytes));

    private StreamsWindowsMain() {}

    public static void main(String[] args) throws IOException {
        EngineRun run = EngineRun.parse(args);
        WindowKind kind = WindowKind.valueOf(args[args.length - 2]);
        String cache = args[args.length - 1];
        System.out.print(Child.versions());
        StreamsRun.run(run, cache, topology(run, kind, !cache.equals(StreamsRun.CACHE_OFF)));
    }

    private static Topology topology(EngineRun run, WindowKind kind, boolean caching) {
        StreamsBuilder builder = new StreamsBuilder();
        KGroupedStream<byte[], byte[]> input =
                builder.stream(run.input(), Consumed.with(BYTES, BYTES)).groupByKey(Grouped.with(BYTES, BYTES));
        KTable<Windowed<byte[]>, Sum> sums =
                switch (kind) {
                    case TUMBLING -> hops(input, TimeWindows.ofSizeAndGrace(SIZE, GRACE), caching);
                    case HOPPING ->
                        hops(input, TimeWindows.ofSizeAndGrace(SIZE, GRACE).advanceBy(SLIDE), caching);
                    case SESSION -> sessions(input, caching);
                };
        sums.suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()))
                .toStream()
                .map((windowed, sum) -> KeyValue.pair(
                        windowed.key(), sum.result(windowed.window().start())))
                .to(run.output(), Produced.with(BYTES, BYTES));
        return builder.build();
    }

    private static KTable<Windowed<byte[]>, Sum> hops(
            KGroupedStream<byte[], byte[]> input, TimeWindows windows, boolean caching) {
        Materialized<byte[], Sum, WindowStore<Bytes, byte[]>> store = Materialized.with(BYTES, SUM);
        return input.windowedBy(windows)
                .aggregate(() -> Sum.NONE, (key, value, sum) -> Sum.add(sum, value), cached(store, caching));
    }

    private static KTable<Windowed<byte[]>, Sum> sessions(KGroupedStream<byte[], byte[]> input, boolean caching) {
        Materialized<byte[], Sum, SessionStore<Bytes, byte[]>> store = Materialized.with(BYTES, SUM);
        return input.windowedBy(SessionWindows.ofInactivityGapAndGrace(GAP, GRACE))
                .aggregate(
                        () -> Sum.NONE,
                        (key, value, sum) -> Sum.add(sum, value),
                        (key, one, other) -> one.plus(other),
                        cached(store, caching));
    }

    private static <S extends StateStore> Materialized<byte[], Sum, S> cached(
            Materialized<byte[], Sum, S> store, boolean caching) {
        return caching ? store.withCachingEnabled() : store.withCachingDisabled();
    }
}
