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
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Consumers without a group that walk changelog partitions. They are kept from one opening to the next, and one that is in
 * use is waited for a moment: making, connecting and closing one takes longer than reading most tails. Thread-safe, what it
 * opens is not.
 */
final class ChangelogReaders implements AutoCloseable {
    private static final int KEPT_MAX = 4;
    private static final long WAIT_MS_MAX = 100;
    private static final Duration LOOK_MAX = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    private final Asker asker;
    private final Deque<KafkaConsumer<byte[], byte[]>> kept = new ArrayDeque<>();
    private int lent;
    private boolean closed;

    ChangelogReaders(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
        this.asker = new Asker(settings);
    }

    ChangelogReader open(TopicPartition at, long from) {
        KafkaConsumer<byte[], byte[]> consumer = take();
        try {
            consumer.assign(List.of(at));
            consumer.seek(at, from);
            return new KafkaChangelogReader(consumer, asker, at, from, this::giveBack);
        } catch (RuntimeException e) {
            giveBack(consumer, true);
            throw asker.failed(e, Call.READ, at.topic());
        }
    }

    /** What one poll brings of any partition. */
    List<InputRecord> look(TopicPartition at, long from) {
        KafkaConsumer<byte[], byte[]> consumer = take();
        boolean failed = true;
        try {
            consumer.assign(List.of(at));
            consumer.seek(at, from);
            List<InputRecord> found = KafkaInputLog.ours(consumer.poll(LOOK_MAX).records(at));
            failed = false;
            return found;
        } catch (RuntimeException e) {
            throw asker.failed(e, Call.READ, at.topic());
        } finally {
            giveBack(consumer, failed);
        }
    }

    private KafkaConsumer<byte[], byte[]> take() {
        KafkaConsumer<byte[], byte[]> idle = takeKept();
        try {
            return idle != null
                    ? idle
                    : new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (RuntimeException e) {
            returned();
            throw FaultTable.exception(e, Call.READ);
        }
    }

    private synchronized @Nullable KafkaConsumer<byte[], byte[]> takeKept() {
        long until = System.nanoTime() + WAIT_MS_MAX * 1_000_000;
        long left = WAIT_MS_MAX;
        try {
            while (kept.isEmpty() && lent > 0 && left > 0) {
                wait(left);
                left = (until - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            throw FaultTable.exception(new InterruptException(e), Call.READ);
        }
        lent++;
        return kept.poll();
    }

    private synchronized void returned() {
        lent--;
        notifyAll();
    }

    private void giveBack(KafkaConsumer<byte[], byte[]> consumer, boolean failed) {
        try {
            if (!failed) {
                consumer.unsubscribe();
                synchronized (this) {
                    if (!closed && kept.size() < KEPT_MAX) {
                        kept.push(consumer);
                        return;
                    }
                }
            }
            consumer.close();
        } finally {
            returned();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        kept.forEach(KafkaConsumer::close);
        kept.clear();
    }
}
