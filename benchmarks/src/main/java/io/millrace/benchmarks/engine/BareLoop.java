package io.millrace.benchmarks.engine;

import io.millrace.benchmarks.workload.Counter;
import io.millrace.benchmarks.workload.ReadModifyWrite;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** One thread of the bare loop with its partitions, consumer, producer and stores. */
final class BareLoop {

    /** All threads together hold what 64 MiB hold at roughly 130 bytes for an entry. */
    private static final int CACHED_ENTRIES_MAX = 500_000;

    private static final Duration POLL = Duration.ofMillis(20);

    private final EngineRun run;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Integer, Task> tasks = new HashMap<>();
    private final WriteOptions writeOptions = new WriteOptions();

    BareLoop(EngineRun run, int thread, List<Integer> partitions) throws IOException, RocksDBException {
        this.run = run;
        Map<String, Object> consumerConfig = Tuning.consumer();
        consumerConfig.put("bootstrap.servers", run.bootstrapServers());
        consumerConfig.put("group.id", run.appId());
        consumerConfig.put("enable.auto.commit", false);
        consumer = new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Map<String, Object> producerConfig = Tuning.producer();
        producerConfig.put("bootstrap.servers", run.bootstrapServers());
        producerConfig.put("transactional.id", run.appId() + "-" + thread);
        producer = new KafkaProducer<>(producerConfig, new ByteArraySerializer(), new ByteArraySerializer());
        Files.createDirectories(run.stateDir());
        int cached = CACHED_ENTRIES_MAX / run.tuning().threads() / partitions.size();
        try (Options options = new Options().setCreateIfMissing(true)) {
            for (int partition : partitions) {
                String path =
                        run.stateDir().resolve(Integer.toString(partition)).toString();
                tasks.put(partition, new Task(partition, RocksDB.open(options, path), cached));
            }
        }
        consumer.assign(partitions.stream()
                .map(partition -> new TopicPartition(run.input(), partition))
                .toList());
    }

    static String changelog(EngineRun run) {
        return run.appId() + "-changelog";
    }

    void run() throws RocksDBException {
        producer.initTransactions();
        long intervalNs = TimeUnit.MILLISECONDS.toNanos(run.tuning().commitIntervalMs());
        long lastCommit = System.nanoTime();
        boolean open = false;
        while (true) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty() && !open) {
                producer.beginTransaction();
                open = true;
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                process(tasks.get(record.partition()), record);
            }
            if (open && System.nanoTime() - lastCommit >= intervalNs) {
                commit();
                open = false;
                lastCommit = System.nanoTime();
            }
        }
    }

    private void process(Task task, ConsumerRecord<byte[], byte[]> record) throws RocksDBException {
        Counter state = task.writable(new Key(record.key()));
        if (state.add(ReadModifyWrite.amount(record.value()))) {
            producer.send(new ProducerRecord<>(run.output(), record.key(), state.encode()));
        }
    }

    /** Log first, disk after the commit: the disk never holds what was not committed. */
    private void commit() throws RocksDBException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            offsets.put(partition, new OffsetAndMetadata(consumer.position(partition)));
        }
        try (Batches batches = new Batches()) {
            for (Task task : tasks.values()) {
                WriteBatch batch = batches.add(task);
                for (Map.Entry<Key, Counter> entry : task.dirty.entrySet()) {
                    byte[] key = entry.getKey().bytes;
                    byte[] value = entry.getValue().encode();
                    producer.send(new ProducerRecord<>(changelog(run), task.partition, key, value));
                    batch.put(key, value);
                }
            }
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
            producer.commitTransaction();
            batches.write(writeOptions);
        }
        tasks.values().forEach(Task::committed);
    }

    /** A byte array that knows its hash. */
    private static final class Key {
        private final byte[] bytes;
        private final int hash;

        Key(byte[] bytes) {
            this.bytes = bytes;
            this.hash = Arrays.hashCode(bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }
    }

    private static final class Task {
        private final int partition;
        private final RocksDB store;
        private final Map<Key, Counter> clean;
        private final Map<Key, Counter> dirty = new HashMap<>();

        Task(int partition, RocksDB store, int entriesMax) {
            this.partition = partition;
            this.store = store;
            this.clean = new LeastRecentlyUsed(entriesMax);
        }

        Counter writable(Key key) throws RocksDBException {
            Counter state = dirty.get(key);
            if (state == null) {
                state = clean.remove(key);
                if (state == null) {
                    byte[] stored = store.get(key.bytes);
                    state = stored == null ? new Counter() : Counter.decode(stored);
                }
                dirty.put(key, state);
            }
            return state;
        }

        void committed() {
            clean.putAll(dirty);
            dirty.clear();
        }
    }

    /** In order of insertion: an entry is inserted anew at each commit that it was dirty in. */
    private static final class LeastRecentlyUsed extends LinkedHashMap<Key, Counter> {
        private static final long serialVersionUID = 1L;
        private final int entriesMax;

        LeastRecentlyUsed(int entriesMax) {
            this.entriesMax = entriesMax;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Counter> eldest) {
            return size() > entriesMax;
        }
    }

    private static final class Batches implements AutoCloseable {
        private final Map<Task, WriteBatch> byTask = new HashMap<>();

        WriteBatch add(Task task) {
            WriteBatch batch = new WriteBatch();
            byTask.put(task, batch);
            return batch;
        }

        void write(WriteOptions options) throws RocksDBException {
            for (Map.Entry<Task, WriteBatch> entry : byTask.entrySet()) {
                entry.getKey().store.write(options, entry.getValue());
            }
        }

        @Override
        public void close() {
            byTask.values().forEach(WriteBatch::close);
        }
    }
}
