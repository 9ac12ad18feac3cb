package io.millrace.kafka;

import io.millrace.port.ChangelogReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A consumer without a group on one changelog partition. */
final class KafkaChangelogReader implements ChangelogReader {
    private static final Duration WAIT_MAX = Duration.ofMillis(100);

    /** Where the consumer goes afterwards. */
    @FunctionalInterface
    interface Return {
        void giveBack(KafkaConsumer<byte[], byte[]> consumer, boolean failed);
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Asker asker;
    private final TopicPartition at;
    private final Return done;
    private long position;
    private boolean failed;

    /**
     * @param consumer at that place already
     * @param done takes the consumer back
     */
    KafkaChangelogReader(
            KafkaConsumer<byte[], byte[]> consumer, Asker asker, TopicPartition at, long from, Return done) {
        this.consumer = consumer;
        this.asker = asker;
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
            throw asker.failed(e, Call.READ, at.topic());
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
            done.giveBack(consumer, failed);
        } catch (RuntimeException e) {
            throw FaultTable.exception(e, Call.CLOSE);
        }
    }
}
