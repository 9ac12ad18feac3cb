package io.millrace.benchmarks.engine;

import java.io.IOException;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** How all topologies of Kafka Streams are run. */
final class StreamsRun {

    /** The record cache's argument for stores without caching; others are a size in MiB, or {@code default}. */
    static final String CACHE_OFF = "0";

    private StreamsRun() {}

    static void run(EngineRun run, String cache, Topology topology) throws IOException {
        try (KafkaStreams streams = new KafkaStreams(topology, config(run, cache))) {
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
}
