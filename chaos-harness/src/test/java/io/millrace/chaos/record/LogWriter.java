package io.millrace.chaos.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Writes a partition's segment as a broker does. */
final class LogWriter {
    static final long TIME = 1_767_225_600_000L;

    private final Path data;
    private final String topic;
    private long next;

    LogWriter(Path data, String topic) {
        this.data = data;
        this.topic = topic;
    }

    /** A batch of a transaction. */
    LogWriter data(long producer, int epoch, String... keysAndValues) {
        SimpleRecord[] records = new SimpleRecord[keysAndValues.length / 2];
        for (int i = 0; i < records.length; i++) {
            records[i] = new SimpleRecord(TIME, bytes(keysAndValues[2 * i]), bytes(keysAndValues[2 * i + 1]));
        }
        append(MemoryRecords.withTransactionalRecords(
                RecordBatch.MAGIC_VALUE_V2,
                next,
                Compression.NONE,
                producer,
                (short) epoch,
                0,
                RecordBatch.NO_PARTITION_LEADER_EPOCH,
                records));
        next += records.length;
        return this;
    }

    LogWriter commit(long producer, int epoch) {
        return end(producer, epoch, ControlRecordType.COMMIT);
    }

    LogWriter abort(long producer, int epoch) {
        return end(producer, epoch, ControlRecordType.ABORT);
    }

    /** Leaves offsets out, as compaction does. */
    LogWriter gap(int records) {
        next += records;
        return this;
    }

    private LogWriter end(long producer, int epoch, ControlRecordType type) {
        append(MemoryRecords.withEndTransactionMarker(
                next,
                TIME,
                RecordBatch.NO_PARTITION_LEADER_EPOCH,
                producer,
                (short) epoch,
                new EndTransactionMarker(type, 0)));
        next++;
        return this;
    }

    private void append(MemoryRecords records) {
        Path directory = data.resolve(topic + "-0");
        try {
            Files.createDirectories(directory);
            try (FileRecords file = FileRecords.open(
                    directory.resolve("00000000000000000000.log").toFile(), true)) {
                file.append(records);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
