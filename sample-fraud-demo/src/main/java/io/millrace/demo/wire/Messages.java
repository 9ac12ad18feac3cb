package io.millrace.demo.wire;

import io.millrace.demo.truth.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;

/** Input records as the service expects them; the record's timestamp is its event time. */
public final class Messages {
    /** Above the service's bound for state entries, and below the 1 MiB that a record may weigh. */
    private static final int UNWRITABLE_KEY_BYTES = 1_010_000;

    /** Names a record in its dead letter, which has no room for such a key. */
    private static final String UNWRITABLE = "demo.unwritable";

    private Messages() {}

    /** On {@link Topics#TRANSACTIONS}, keyed by customer. */
    public static ProducerRecord<byte[], byte[]> transaction(Transaction tx) {
        long at = 1_000 * tx.second();
        String json = "{\"id\":" + tx.id() + ",\"at\":" + at + ",\"customer\":\"" + tx.customer() + "\",\"terminal\":\""
                + tx.terminal() + "\",\"cents\":" + tx.cents() + "}";
        return record(Topics.TRANSACTIONS, at, tx.customer(), json);
    }

    /** On {@link Topics#LABELS}, keyed by terminal, at the time the label becomes known. */
    public static ProducerRecord<byte[], byte[]> label(Transaction tx) {
        long at = 1_000 * tx.labelSecond();
        String json = "{\"transaction\":" + tx.id() + ",\"at\":" + at + ",\"terminal\":\"" + tx.terminal()
                + "\",\"fraud\":" + tx.fraud() + "}";
        return record(Topics.LABELS, at, tx.terminal(), json);
    }

    /**
     * On {@link Topics#TRANSACTIONS}, a record that can be read but not handled: its key is so long that what is
     * remembered under it fits no changelog record. There is one for each partition.
     */
    public static ProducerRecord<byte[], byte[]> unwritable(Transaction like, int partition, int partitions) {
        String rest = "-is-no-customer".repeat(UNWRITABLE_KEY_BYTES / "-is-no-customer".length());
        byte[] key;
        int tried = 0;
        do {
            key = bytes(tried++ + rest);
        } while (Utils.toPositive(Utils.murmur2(key)) % partitions != partition);
        ProducerRecord<byte[], byte[]> plain = transaction(like);
        Headers headers = new RecordHeaders().add(UNWRITABLE, bytes(Integer.toString(partition)));
        return new ProducerRecord<>(plain.topic(), null, plain.timestamp(), key, plain.value(), headers);
    }

    /** Which of the {@link #unwritable} records this is, or is the dead letter of; empty if of none. */
    public static Optional<String> unwritable(Headers headers) {
        return Optional.ofNullable(headers.lastHeader(UNWRITABLE))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The mark behind the last record of a partition: nothing follows. */
    public static ProducerRecord<byte[], byte[]> end(String topic, int partition) {
        Headers headers = new RecordHeaders().add(Topics.END_HEADER, bytes(topic));
        return new ProducerRecord<>(topic, partition, (Long) null, null, null, headers);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, long at, int key, String json) {
        return new ProducerRecord<>(topic, null, at, bytes(Integer.toString(key)), bytes(json));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
