package io.millrace.chaos.streams;

import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.wire.Event;
import io.millrace.chaos.wire.Names;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A replica of the workload in Kafka Streams. It takes the system properties that the framework's replica takes, as far as
 * they mean anything to it, and tells the harness the same about itself. RATIONALE.md says why it is set as it is.
 */
public final class StreamsMain {
    /** System property: {@code num.standby.replicas}. */
    static final String STANDBYS = "millrace.chaos.standbys";

    /** One for each listener that it stands for: the framework's has as many workers. */
    private static final int THREADS = 2;

    private static final int COMMIT_MS = 100;
    /** Those that follow are as the framework sets its own clients. */
    private static final int HEARTBEAT_MS = 100;

    private static final int TRANSACTION_MS = 10_000;
    private static final int LINGER_MS = 10;
    private static final int RETRY_MS = 5;
    private static final int BATCH_BYTES = 128 << 10;
    private static final int POLL_RECORDS_MAX = 2_000;
    /** The least that is allowed: who comes back gets its tasks after a minute at most, not after ten. */
    private static final int PROBING_MS = 60_000;

    private static final Duration CLOSE = Duration.ofSeconds(30);

    private StreamsMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ProcessHandle.current().parent().ifPresent(harness -> harness.onExit()
                .thenRun(() -> Runtime.getRuntime().halt(1)));
        Running running = new Running(System.out::println);
        KafkaStreams streams =
                new KafkaStreams(topology(running, Halt.at(System.getProperty("millrace.failpoint"))), config());
        streams.setGlobalStateRestoreListener(running);
        streams.setUncaughtExceptionHandler(failure -> StreamThreadExceptionResponse.REPLACE_THREAD);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(closing())));
        streams.start();
        Thread.currentThread().join();
    }

    private static CloseOptions closing() {
        return CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(
                        Boolean.getBoolean("millrace.leave-on-stop")
                                ? GroupMembershipOperation.LEAVE_GROUP
                                : GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    private static Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, Names.APPLICATION);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, System.getProperty("kafka.bootstrap.servers"));
        config.put(StreamsConfig.STATE_DIR_CONFIG, System.getProperty("millrace.state-dir"));
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, System.getProperty(STANDBYS, "0"));
        config.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_MS);
        Map<String, Object> consumer = Map.of(
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                System.getProperty("millrace.instance"),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                millis(System.getProperty("millrace.session-timeout")),
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                HEARTBEAT_MS,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                POLL_RECORDS_MAX);
        consumer.forEach((name, value) -> config.put(StreamsConfig.mainConsumerPrefix(name), value));
        Map<String, Object> producer = Map.of(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MS,
                ProducerConfig.LINGER_MS_CONFIG, LINGER_MS,
                ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_MS,
                ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producer.forEach((name, value) -> config.put(StreamsConfig.producerPrefix(name), value));
        return config;
    }

    /** @param seconds as in {@code 6s} */
    private static int millis(String seconds) {
        return Math.toIntExact(Duration.parse("PT" + seconds).toMillis());
    }

    private static Topology topology(Running running, Halt halt) {
        Serde<String> keys = Serdes.String();
        Serde<Event> events = events();
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, Told> tallied = builder.stream(Names.EVENTS, Consumed.with(keys, events))
                .process(with(Names.TALLY, () -> new Tallying(running, halt)), Named.as("tallying"));
        tallied.mapValues(Told::text).to(Names.TALLIES, Produced.with(keys, keys));
        tallied.map((key, told) -> KeyValue.pair(told.event().group(), told.event()))
                .repartition(Repartitioned.with(keys, events)
                        .withName(Names.TALLY + "-" + Names.BY_GROUP)
                        .withNumberOfPartitions(Plan.PARTITIONS))
                .process(with(Names.ORDERED, () -> new Linking(running)), Named.as("linking"))
                .mapValues(Told::text)
                .to(Names.LINKS, Produced.with(keys, keys));
        return builder.build();
    }

    /** RocksDB without a cache before it: each record is told anyway. */
    private static ProcessorSupplier<String, Event, String, Told> with(
            String store, Supplier<Processor<String, Event, String, Told>> processor) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Event, String, Told> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(store), Serdes.String(), Count.serde())
                        .withCachingDisabled());
            }
        };
    }

    private static Serde<Event> events() {
        return Serdes.serdeFrom((topic, event) -> event.json(), (topic, bytes) -> Event.of(bytes));
    }
}
