package io.millrace.kafka;

import io.millrace.port.ChangelogReader;
import io.millrace.port.InputRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumers without a group that walk changelog partitions. They are kept from one opening to the next: making,
 * connecting and closing one takes longer than reading most tails. Thread-safe, what it opens is not.
 */
final class ChangelogReaders implements AutoCloseable {
    private static final int KEPT_MAX = 4;
    private static final Duration LOOK_MAX = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    private final Deque<KafkaConsumer<byte[], byte[]>> kept = new ArrayDeque<>();
    private boolean closed;

    ChangelogReaders(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
    }

    ChangelogReader open(TopicPartition at, long from) {
        KafkaConsumer<byte[], byte[]> consumer = null;
        try {
            consumer = take();
            consumer.assign(List.of(at));
            consumer.seek(at, from);
            return new KafkaChangelogReader(consumer, at, from, this::giveBack);
        } catch (RuntimeException e) {
            if (consumer != null) {
                consumer.close();
            }
            throw FaultTable.exception(e, Call.READ);
        }
    }

    /** What one poll brings of any partition. */
    List<InputRecord> look(TopicPartition at, long from) {
        KafkaConsumer<byte[], byte[]> consumer = take();
        try {
            consumer.assign(List.of(at));
            consumer.seek(at, from);
            List<InputRecord> found = KafkaInputLog.ours(consumer.poll(LOOK_MAX).records(at));
            giveBack(consumer);
            return found;
        } catch (RuntimeException e) {
            consumer.close();
            throw FaultTable.exception(e, Call.READ);
        }
    }

    private KafkaConsumer<byte[], byte[]> take() {
        synchronized (this) {
            if (!kept.isEmpty()) {
                return kept.pop();
            }
        }
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void giveBack(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.unsubscribe();
        synchronized (this) {
            if (!closed && kept.size() < KEPT_MAX) {
                kept.push(consumer);
                return;
            }
        }
        consumer.close();
    }

    @Override
    public synchronized void close() {
        closed = true;
        kept.forEach(KafkaConsumer::close);
        kept.clear();
    }
}
