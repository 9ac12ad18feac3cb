package io.millrace.chaos.trial;

import io.millrace.chaos.wire.Names;
import io.millrace.windowing.watermark.Stamp;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How many records a listener has before it: those that can be read behind the next one that its note names. A plain lag
 * would count markers, stamps, and what waits in the order buffer and was read long ago.
 */
final class Lags {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    static final long UNKNOWN = Long.MAX_VALUE;

    private final Admin admin;
    private final String bootstrap;

    Lags(Admin admin, String bootstrap) {
        this.admin = admin;
        this.bootstrap = bootstrap;
    }

    /** {@link #UNKNOWN} if nobody can say. */
    long of(String listener) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(Names.group(listener))
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, Long> next = new HashMap<>();
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            for (int partition = 0; partition < Plan.PARTITIONS; partition++) {
                TopicPartition input = new TopicPartition(Names.input(listener), partition);
                next.put(input, next(committed.get(input)));
                asked.put(input, OffsetSpec.latest());
            }
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .forEach((input, end) -> ends.put(input, end.offset()));
            return count(next, ends);
        } catch (ExecutionException e) {
            return UNKNOWN;
        }
    }

    private static long next(OffsetAndMetadata committed) {
        if (committed == null) {
            return 0;
        }
        try {
            ByteBuffer note = ByteBuffer.wrap(Base64.getDecoder().decode(committed.metadata()));
            note.get();
            note.getLong();
            return note.getLong();
        } catch (IllegalArgumentException | BufferUnderflowException notOurs) {
            return committed.offset();
        }
    }

    private long count(Map<TopicPartition, Long> next, Map<TopicPartition, Long> ends) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "fetch.max.wait.ms",
                        50),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> behind = new ArrayList<>();
            next.forEach((input, offset) -> {
                if (offset < ends.get(input)) {
                    behind.add(input);
                }
            });
            consumer.assign(behind);
            behind.forEach(input -> consumer.seek(input, next.get(input)));
            long records = 0;
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (behind.stream().anyMatch(input -> consumer.position(input) < ends.get(input))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    records += record.headers().lastHeader(Stamp.HEADER) == null ? 1 : 0;
                }
                if (System.nanoTime() > deadline) {
                    return UNKNOWN;
                }
            }
            return records;
        }
    }
}
