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
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A worker's producer. */
final class KafkaOutputLog implements OutputLog {
    /** Beyond the broker's 4,096 characters the producer dies, again at each retry. */
    static final int METADATA_BYTES_MAX = 1 << 10;

    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final Supplier<ConsumerGroupMetadata> member;
    private KafkaProducer<byte[], byte[]> producer;
    private Sends sends = new Sends();

    /** Settles what an earlier producer of the same identity left open. */
    KafkaOutputLog(Map<String, Object> settings, Supplier<ConsumerGroupMetadata> member) {
        this.settings = settings;
        this.member = member;
        this.producer = make();
        try {
            init();
        } catch (FaultException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    @Override
    public void begin() {
        guarded(Call.BEGIN, producer::beginTransaction);
        // New ones each time: a late answer for an aborted transaction must not be taken for one of this.
        sends = new Sends();
    }

    @Override
    public void append(OutputRecord record) {
        send(record, sends);
    }

    @Override
    public void appendChange(int task, OutputRecord record) {
        send(record, sends.ofTask(task));
    }

    @Override
    public void flush() {
        guarded(Call.FLUSH, producer::flush);
        Exception failed = sends.failed;
        if (failed != null) {
            throw FaultTable.exception(failed, Call.FLUSH);
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
        guarded(Call.SEND_OFFSETS, () -> producer.sendOffsetsToTransaction(theirs, member.get()));
    }

    @Override
    public void commit() {
        guarded(Call.COMMIT, producer::commitTransaction);
    }

    @Override
    public void abort() {
        guarded(Call.ABORT, producer::abortTransaction);
    }

    @Override
    public void renew() {
        guarded(Call.CLOSE, () -> producer.close(Duration.ZERO));
        sends = new Sends();
        producer = make();
        init();
    }

    @Override
    public void close() {
        guarded(Call.CLOSE, () -> producer.close(CLOSE_MAX));
    }

    private void init() {
        guarded(Call.INIT, producer::initTransactions);
    }

    private KafkaProducer<byte[], byte[]> make() {
        try {
            return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (RuntimeException e) {
            throw FaultTable.exception(e, Call.INIT);
        }
    }

    private void send(OutputRecord r, Callback answer) {
        try {
            Integer partition = r.partition() == OutputRecord.BY_KEY ? null : Integer.valueOf(r.partition());
            producer.send(
                    new ProducerRecord<>(
                            r.topic(), partition, r.timestamp(), r.key(), r.value(), ReadHeaders.toSend(r.headers())),
                    answer);
        } catch (RuntimeException e) {
            throw FaultTable.exception(e, Call.SEND);
        }
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

    private static void guarded(Call call, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            throw FaultTable.exception(e, call);
        }
    }
}
