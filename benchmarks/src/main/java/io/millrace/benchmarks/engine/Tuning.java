package io.millrace.benchmarks.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * What all engines of a run have in common.
 *
 * @param threads processing threads
 * @param commitIntervalMs how often a transaction is committed
 * @param heapMb heap of the engine's JVM in MiB
 */
public record Tuning(int threads, int commitIntervalMs, int heapMb) {

    private static final int BATCH_BYTES = 128 * 1024;
    private static final int LINGER_MS = 50;
    private static final int POLL_RECORDS_MAX = 2_000;

    /** Consumer settings: the same for every engine, including those that make their clients themselves. */
    public static Map<String, Object> consumer() {
        Map<String, Object> config = new HashMap<>();
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        config.put("max.poll.records", POLL_RECORDS_MAX);
        return config;
    }

    /** Producer settings: the same for every engine. */
    public static Map<String, Object> producer() {
        Map<String, Object> config = new HashMap<>();
        config.put("acks", "all");
        config.put("compression.type", "lz4");
        config.put("linger.ms", LINGER_MS);
        config.put("batch.size", BATCH_BYTES);
        return config;
    }
}
