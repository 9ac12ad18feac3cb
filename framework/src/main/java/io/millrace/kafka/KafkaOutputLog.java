package io.millrace.kafka;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.CommittedOffset;
import io.millrace.port.OutputLog;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A worker's producer. */
final class KafkaOutputLog implements OutputLog {
    /** Beyond the broker's 4,096 characters the producer dies, again at each retry. */
    static final int METADATA_BYTES_MAX = 1 << 10;

    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final Asker asker;
    private final Supplier<ConsumerGroupMetadata> member;
    private final ClientWatch watch;
    private final Set<String> topics;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private @Nullable KafkaProducer<byte[], byte[]> plain;
    private Sends sends = new Sends();

    /**
     * Connects to nothing yet: {@link #renew} does.
     *
     * @param topics where most of it will go
     */
    KafkaOutputLog(
            Map<String, Object> settings,
            Supplier<ConsumerGroupMetadata> member,
            ClientWatch watch,
            Set<String> topics) {
        this.settings = settings;
        this.asker = new Asker(settings);
        this.topics = Set.copyOf(topics);
        this.member = member;
        this.watch = watch;
    }

    @Override
    public void begin() {
        guarded(Call.BEGIN, () -> live().beginTransaction());
        // New ones each time: a late answer for an aborted transaction must not be taken for one of this.
        sends = new Sends();
    }

    @Override
    public long transactionTimeoutMs() {
        return Long.parseLong(String.valueOf(settings.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)));
    }

    @Override
    public int partitionOf(byte[] key, int partitions) {
        return Partitioning.expectedPartition(key, partitions);
    }

    @Override
    public void append(OutputRecord record) {
        send(live(), record, sends);
    }

    @Override
    public void appendAtOnce(OutputRecord record) {
        KafkaProducer<byte[], byte[]> outside = plain;
        if (outside == null) {
            outside = make(ClientSettings.withoutTransactions(settings));
            plain = outside;
        }
        send(outside, record, sends);
    }

    @Override
    public void appendChange(int task, OutputRecord record) {
        send(live(), record, sends.ofTask(task));
    }

    @Override
    public void flush() {
        guarded(Call.FLUSH, () -> live().flush());
        KafkaProducer<byte[], byte[]> outside = plain;
        if (outside != null) {
            guarded(Call.FLUSH, outside::flush);
        }
        Exception failed = sends.failed;
        if (failed != null) {
            throw asker.failed(failed, Call.FLUSH, id());
        }
    }

    @Override
    public long changelogPosition(int task) {
        return sends.position(task);
    }

    @Override
    public void sendOffsets(Map<Partition, CommittedOffset> offsets) {
        Map<TopicPartition, OffsetAndMetadata> theirs = new HashMap<>();
        offsets.forEach((partition, committed) -> theirs.put(
                Coordinates.theirs(partition),
                new OffsetAndMetadata(committed.offset(), checked(partition, committed))));
        try {
            live().sendOffsetsToTransaction(theirs, member.get());
        } catch (RuntimeException e) {
            throw asker.offsetsRefused(e, Coordinates.topics(offsets.keySet()), id());
        }
    }

    @Override
    public void commit() {
        guarded(Call.COMMIT, () -> live().commitTransaction());
    }

    @Override
    public void abort() {
        guarded(Call.ABORT, () -> live().abortTransaction());
    }

    @Override
    public void renew() {
        close(producer, Duration.ZERO);
        sends = new Sends();
        KafkaProducer<byte[], byte[]> fresh = make(settings);
        producer = fresh;
        guarded(Call.INIT, fresh::initTransactions);
        learn(fresh);
    }

    /** Otherwise the first record to each topic waits for the client to ask about it, while its task stands still. */
    private void learn(KafkaProducer<byte[], byte[]> fresh) {
        try {
            topics.forEach(fresh::partitionsFor);
        } catch (RuntimeException e) {
            // Whoever sends there will hear of it.
        }
    }

    @Override
    public void close() {
        close(plain, CLOSE_MAX);
        close(producer, CLOSE_MAX);
    }

    private void close(@Nullable KafkaProducer<byte[], byte[]> ending, Duration wait) {
        if (ending != null) {
            watch.closing(ending);
            guarded(Call.CLOSE, () -> ending.close(wait));
        }
    }

    private KafkaProducer<byte[], byte[]> live() {
        KafkaProducer<byte[], byte[]> made = producer;
        if (made == null) {
            throw new IllegalStateException("renew() comes first");
        }
        return made;
    }

    private KafkaProducer<byte[], byte[]> make(Map<String, Object> with) {
        try {
            KafkaProducer<byte[], byte[]> made =
                    new KafkaProducer<>(with, new ByteArraySerializer(), new ByteArraySerializer());
            watch.made(made);
            return made;
        } catch (RuntimeException e) {
            throw asker.failed(e, Call.INIT, id());
        }
    }

    private void send(KafkaProducer<byte[], byte[]> to, OutputRecord r, Callback answer) {
        try {
            Integer partition = r.partition() == OutputRecord.BY_KEY ? null : Integer.valueOf(r.partition());
            Long timestamp = r.timestamp() == OutputRecord.NOW ? null : Long.valueOf(r.timestamp());
            to.send(
                    new ProducerRecord<>(
                            r.topic(), partition, timestamp, r.key(), r.value(), ReadHeaders.toSend(r.headers())),
                    answer);
        } catch (RuntimeException e) {
            throw asker.failed(e, Call.SEND, id());
        }
    }

    private String id() {
        return String.valueOf(settings.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG));
    }

    private static String checked(Partition partition, CommittedOffset committed) {
        int bytes = committed.metadata().getBytes(StandardCharsets.UTF_8).length;
        if (committed.offset() < 0 || bytes > METADATA_BYTES_MAX) {
            throw new FaultException(new Fault.Bug(
                    "MR-0353",
                    "offset " + committed.offset() + " of " + partition + " with " + bytes
                            + " bytes of metadata must not be committed: at most " + METADATA_BYTES_MAX,
                    null));
        }
        return committed.metadata();
    }

    private void guarded(Call call, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            throw asker.failed(e, call, id());
        }
    }
}
