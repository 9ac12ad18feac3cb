package io.millrace.kafka;

import io.millrace.port.ChangelogReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer without a group on one changelog partition. */
final class KafkaChangelogReader implements ChangelogReader {
    private static final Duration WAIT_MAX = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition at;
    private long position;

    KafkaChangelogReader(Map<String, Object> settings, TopicPartition at, long from) {
        this.at = at;
        this.position = from;
        try {
            consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer.assign(List.of(at));
            consumer.seek(at, from);
        } catch (RuntimeException e) {
            throw FaultTable.exception(e, Call.READ);
        }
    }

    @Override
    public List<Change> next() {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(WAIT_MAX);
        } catch (RuntimeException e) {
            throw FaultTable.exception(e, Call.READ);
        }
        var next = records.nextOffsets().get(at);
        if (next != null) {
            position = next.offset();
        }
        List<ConsumerRecord<byte[], byte[]>> found = records.records(at);
        List<Change> changes = new ArrayList<>(found.size());
        for (ConsumerRecord<byte[], byte[]> record : found) {
            if (record.key() != null) {
                changes.add(new Change(record.key(), record.value()));
            }
        }
        return changes;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        try {
            consumer.close();
        } catch (RuntimeException e) {
            throw FaultTable.exception(e, Call.CLOSE);
        }
    }
}
