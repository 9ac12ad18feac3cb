package io.millrace.chaos.record;

import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.record.LogRecord.Fate;
import io.millrace.chaos.record.LogRecord.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * A partition's log as the broker's files hold it: every record, with the name and the fate of its transaction, which no
 * consumer tells. A log that has lost anything, to compaction or retention, is refused: what is gone cannot be checked.
 *
 * <p>A transaction's name is producer id and epoch. Each transaction has an epoch of its own since transaction version 2;
 * a log that says otherwise is refused too.
 */
final class TopicLog {
    private final String topic;
    private final int partition;
    private final Path directory;
    private final List<LogRecord> records = new ArrayList<>();
    private final Map<Long, List<Integer>> open = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private long next;

    private TopicLog(String topic, int partition, Path directory) {
        this.topic = topic;
        this.partition = partition;
        this.directory = directory;
    }

    /**
     * Reads it.
     *
     * @param data the broker's log directory
     * @return by offset, control records left out
     */
    static List<LogRecord> read(Path data, String topic, int partition) {
        return read(List.of(data), topic, partition, 0);
    }

    /**
     * Reads the first of its replicas that is whole. One that was away may begin where the leader then began, behind
     * records that were read and deleted.
     *
     * @param data log directories of the brokers that have a replica
     * @param end the log must reach
     */
    static List<LogRecord> read(List<Path> data, String topic, int partition, long end) {
        List<Problem> problems = new ArrayList<>();
        for (Path each : data) {
            TopicLog log = new TopicLog(topic, partition, each.resolve(topic + "-" + partition));
            try {
                log.read();
                if (log.next >= end) {
                    return log.records;
                }
                problems.add(log.refused("ends at offset " + log.next + " and not at " + end));
            } catch (Problem problem) {
                problems.add(problem);
            }
        }
        throw problems.get(0);
    }

    private void read() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path segment : files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                FileRecords batches = FileRecords.open(segment.toFile(), false);
                try {
                    for (RecordBatch batch : batches.batches()) {
                        take(batch);
                    }
                } finally {
                    batches.closeHandlers(); // close() would cut off what the broker has appended meanwhile
                }
            }
        } catch (IOException e) {
            throw new Problem(Problem.Code.LOG, "the log in " + directory + " cannot be read: " + e, e);
        }
    }

    private void take(RecordBatch batch) {
        if (batch.baseOffset() != next) {
            throw refused("goes on at offset " + batch.baseOffset() + " behind " + next
                    + ": records are missing, of which nothing can be said");
        }
        for (Record record : batch) {
            if (record.offset() != next) {
                throw refused("has no record at offset " + next + ": it is compacted");
            }
            next++;
            if (batch.isControlBatch()) {
                end(batch.producerId(), record);
            } else {
                add(batch, record);
            }
        }
        if (batch.nextOffset() != next) {
            throw refused("has a batch that ends at offset " + next + " instead of " + batch.nextOffset());
        }
    }

    private void add(RecordBatch batch, Record record) {
        boolean transactional = batch.isTransactional();
        String tx = transactional ? batch.producerId() + "/" + batch.producerEpoch() : "";
        if (ended.contains(tx)) {
            throw refused(
                    "has two transactions called " + tx + "; the brokers must be formatted with transaction.version 2");
        }
        if (transactional) {
            open.computeIfAbsent(batch.producerId(), any -> new ArrayList<>()).add(records.size());
        }
        records.add(new LogRecord(
                new Place(topic, partition, record.offset()),
                record.timestamp(),
                bytes(record.key()),
                bytes(record.value()),
                record.headers(),
                tx,
                transactional ? Fate.OPEN : Fate.PLAIN,
                LogRecord.UNSEALED));
    }

    /** A marker ends all that its producer has open here, whichever epoch it bears: fencing raises it in between. */
    private void end(long producer, Record marker) {
        ControlRecordType type = ControlRecordType.parse(marker.key());
        if (type != ControlRecordType.COMMIT && type != ControlRecordType.ABORT) {
            return;
        }
        Fate fate = type == ControlRecordType.COMMIT ? Fate.COMMITTED : Fate.ABORTED;
        List<Integer> ends = open.remove(producer);
        for (int index : ends == null ? List.<Integer>of() : ends) {
            LogRecord record = records.get(index);
            records.set(index, record.sealed(fate, marker.offset()));
            ended.add(record.tx());
        }
    }

    private Problem refused(String why) {
        return new Problem(Problem.Code.LOG, "the log in " + directory + " " + why);
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : Utils.toArray(buffer);
    }
}
