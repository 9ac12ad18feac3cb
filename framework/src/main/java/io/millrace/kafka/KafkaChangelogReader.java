package io.millrace.kafka;

import io.millrace.port.ChangelogReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A consumer without a group on one changelog partition. */
final class KafkaChangelogReader implements ChangelogReader {
    private static final Duration WAIT_MAX = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition at;
    private final Consumer<KafkaConsumer<byte[], byte[]>> done;
    private long position;
    private boolean failed;

    /**
     * @param consumer at that place already
     * @param done takes the consumer back, unless it has failed
     */
    KafkaChangelogReader(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition at,
            long from,
            Consumer<KafkaConsumer<byte[], byte[]>> done) {
        this.consumer = consumer;
        this.at = at;
        this.position = from;
        this.done = done;
    }

    @Override
    public List<Change> next() {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(WAIT_MAX);
        } catch (RuntimeException e) {
            failed = true;
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
                changes.add(new Change(record.offset(), record.key(), record.value()));
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
            if (failed) {
                consumer.close();
            } else {
                done.accept(consumer);
            }
        } catch (RuntimeException e) {
            throw FaultTable.exception(e, Call.CLOSE);
        }
    }
}
