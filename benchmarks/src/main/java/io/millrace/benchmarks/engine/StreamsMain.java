package io.millrace.benchmarks.engine;

import io.millrace.benchmarks.workload.Counter;
import io.millrace.benchmarks.workload.ReadModifyWrite;
import java.io.IOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** W2 in Kafka Streams. Own argument: the record cache as for {@link StreamsRun}. */
final class StreamsMain {

    private static final String STORE = "counters";

    private StreamsMain() {}

    public static void main(String[] args) throws IOException {
        EngineRun run = EngineRun.parse(args);
        String cache = args[args.length - 1];
        System.out.print(Child.versions());
        StreamsRun.run(run, cache, topology(run, !cache.equals(StreamsRun.CACHE_OFF)));
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
