package io.millrace.chaos.trial;

import io.millrace.chaos.wire.Names;
import io.millrace.port.CommittedOffset;
import java.time.Duration;
import java.util.ArrayList;
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
 * What a listener has before it: records that can be read behind what it has read, and what it has read and not yet released
 * though it may be. A plain lag would count markers, stamps, and what waits in the order buffer for later records.
 */
final class Lags {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    static final long UNKNOWN = Long.MAX_VALUE;

    private final Admin admin;
    private final String bootstrap;

    /**
     * What was found.
     *
     * @param records that were not read, {@link #UNKNOWN} if nobody can say
     */
    record Look(long records, Map<TopicPartition, Standing> standings) {
        static final Look NONE = new Look(UNKNOWN, Map.of());

        /** Whether there is nothing to read, and nothing to release. */
        boolean isDone() {
            return records == 0 && standings.values().stream().allMatch(Standing::settled);
        }

        @Override
        public String toString() {
            List<TopicPartition> releasing = standings.entrySet().stream()
                    .filter(each -> !each.getValue().settled())
                    .map(Map.Entry::getKey)
                    .toList();
            return (records == UNKNOWN ? "unknown" : records + " to read")
                    + (releasing.isEmpty() ? "" : ", something to release in " + releasing);
        }
    }

    Lags(Admin admin, String bootstrap) {
        this.admin = admin;
        this.bootstrap = bootstrap;
    }

    Look of(String listener) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(Names.group(listener))
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, Standing> standings = new HashMap<>();
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            for (int partition = 0; partition < Plan.PARTITIONS; partition++) {
                TopicPartition input = new TopicPartition(Names.input(listener), partition);
                OffsetAndMetadata offset = committed.get(input);
                standings.put(
                        input,
                        offset == null
                                ? Standing.NOWHERE
                                : Standing.of(
                                        new CommittedOffset(offset.offset(), offset.metadata()),
                                        listener.equals(Names.ORDERED)));
                asked.put(input, OffsetSpec.latest());
            }
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .forEach((input, end) -> ends.put(input, end.offset()));
            return new Look(count(standings, ends), standings);
        } catch (ExecutionException e) {
            return Look.NONE;
        }
    }

    private long count(Map<TopicPartition, Standing> standings, Map<TopicPartition, Long> ends) {
        List<TopicPartition> behind = new ArrayList<>();
        standings.forEach((input, standing) -> {
            if (standing.next() < ends.get(input)) {
                behind.add(input);
            }
        });
        if (behind.isEmpty()) {
            return 0;
        }
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
            consumer.assign(behind);
            behind.forEach(input -> consumer.seek(input, standings.get(input).next()));
            long records = 0;
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (behind.stream().anyMatch(input -> consumer.position(input) < ends.get(input))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    records += record.key() == null ? 0 : 1;
                }
                if (System.nanoTime() > deadline) {
                    return UNKNOWN;
                }
            }
            return records;
        }
    }
}
