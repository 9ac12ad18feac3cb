package io.millrace.benchmarks.engine;

import io.millrace.benchmarks.workload.Counter;
import io.millrace.benchmarks.workload.ReadModifyWrite;
import java.io.IOException;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** W2 in Kafka Streams. Own argument: the record cache in MiB, 0 for a store without caching, or {@code default}. */
final class StreamsMain {

    private static final String STORE = "counters";

    private StreamsMain() {}

    public static void main(String[] args) throws IOException {
        EngineRun run = EngineRun.parse(args);
        String cache = args[args.length - 1];
        System.out.print(Child.versions());
        try (KafkaStreams streams = new KafkaStreams(topology(run, !cache.equals("0")), config(run, cache))) {
            streams.start();
            Child.awaitEndOfInput();
        }
    }

    private static Properties config(EngineRun run, String cache) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, run.appId());
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, run.bootstrapServers());
        config.put(StreamsConfig.STATE_DIR_CONFIG, run.stateDir().toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, run.tuning().threads());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, run.tuning().commitIntervalMs());
        if (!cache.equals("default")) {
            config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, Long.parseLong(cache) << 20);
        }
        Tuning.consumer().forEach((name, value) -> config.put(StreamsConfig.mainConsumerPrefix(name), value));
        Tuning.producer().forEach((name, value) -> config.put(StreamsConfig.producerPrefix(name), value));
        return config;
    }

    private static Topology topology(EngineRun run, boolean caching) {
        Serde<byte[]> bytes = Serdes.ByteArray();
        Serde<Counter> counter = Serdes.serdeFrom(
                (topic, data) -> data.encode(), (topic, data) -> data == null ? null : Counter.decode(data));
        StoreBuilder<KeyValueStore<byte[], Counter>> store =
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), bytes, counter);
        return new Topology()
                .addSource("in", bytes.deserializer(), bytes.deserializer(), run.input())
                .addProcessor("count", Count::new, "in")
                .addStateStore(caching ? store.withCachingEnabled() : store.withCachingDisabled(), "count")
                .addSink("out", run.output(), bytes.serializer(), bytes.serializer(), "count");
    }

    private static final class Count extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

        private KeyValueStore<byte[], Counter> store;

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            store = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            Counter state = store.get(record.key());
            if (state == null) {
                state = new Counter();
            }
            boolean due = state.add(ReadModifyWrite.amount(record.value()));
            store.put(record.key(), state);
            if (due) {
                context().forward(record.withValue(state.encode()));
            }
        }
    }
}
