package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.report.OutputFolder;
import io.millrace.demo.report.OutputWriter;
import io.millrace.demo.truth.Features;
import io.millrace.demo.wire.Answers;
import io.millrace.demo.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads every output partition from its begin, read_committed, and keeps what it sees. Has a thread of its own. */
final class Collector implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final OutputWriter writer;
    private final Progress progress;
    private final Gaps gaps;
    private final Thread thread = new Thread(this::run, "demo-collector");
    private volatile @Nullable Latencies latencies;
    private volatile boolean closing;
    private volatile long lastArrivalNanos = System.nanoTime();

    Collector(String bootstrapServers, int partitionsPerTopic, OutputFolder folder, Progress progress, Gaps gaps) {
        this.progress = progress;
        this.gaps = gaps;
        writer = new OutputWriter(folder);
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "client.id",
                        "demo-collector",
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = Topics.OUTPUTS.stream()
                .flatMap(topic -> Cluster.partitions(topic, partitionsPerTopic).stream())
                .toList();
    }

    void start() {
        consumer.assign(partitions);
        lastArrivalNanos = System.nanoTime();
        thread.start();
    }

    /** From now on arrivals of these transactions are timed. */
    void measure(Latencies measured) {
        latencies = measured;
    }

    /** When the last output records came in, as {@link System#nanoTime}. */
    long lastArrivalNanos() {
        return lastArrivalNanos;
    }

    /** How long no output record has come in. */
    Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - lastArrivalNanos);
    }

    private void run() {
        try (writer;
                consumer) {
            while (!closing) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                if (!records.isEmpty()) {
                    keep(records, System.nanoTime());
                }
            }
        } catch (WakeupException closed) {
            // close() ends a poll that has nothing to say
        } catch (Problem failed) {
            progress.fail(failed);
        } catch (RuntimeException failed) {
            progress.fail(new Problem(
                    Problem.Code.SERVICE, "the output could not be read back: " + failed.getMessage(), failed));
        }
    }

    private void keep(ConsumerRecords<byte[], byte[]> records, long now) {
        lastArrivalNanos = now;
        Latencies measured = latencies;
        long features = 0;
        long alerts = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            switch (record.topic()) {
                case Topics.FEATURES -> {
                    Features answer = Answers.features(record.value());
                    writer.features(record.topic(), record.partition(), record.offset(), answer);
                    if (measured != null) {
                        measured.arrived(answer.id(), now);
                    }
                    gaps.arrived(record.partition(), now);
                    features++;
                }
                case Topics.SCORES -> writer.score(Answers.score(record.value()));
                default -> {
                    writer.alert(Answers.alert(record.value()));
                    alerts++;
                }
            }
        }
        progress.received(features, alerts);
    }

    /** Ends the reading and completes the files. */
    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            writer.close();
            consumer.close();
            return;
        }
        consumer.wakeup();
        Threads.join(thread);
    }
}
