package io.millrace.chaos.record;

import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.wire.Names;
import io.millrace.testkit.check.Event;
import io.millrace.testkit.check.Observed.Committed;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.group.GroupCoordinatorRecordSerde;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;

/** What the groups of the workload have committed, read from {@code __consumer_offsets} with the broker's own classes. */
final class OffsetsLog {
    static final String TOPIC = "__consumer_offsets";

    private static final Map<String, String> LISTENERS =
            Names.LISTENERS.stream().collect(Collectors.toMap(Names::group, Function.identity()));

    private final GroupCoordinatorRecordSerde serde = new GroupCoordinatorRecordSerde();
    private final Consumer<Event> to;

    OffsetsLog(Consumer<Event> to) {
        this.to = to;
    }

    /** Commits of one partition of the topic, which holds all of a group, in the order in which they took effect. */
    void tell(List<LogRecord> records) {
        records.stream()
                .filter(LogRecord::readable)
                .sorted(Comparator.comparingLong((LogRecord record) -> record.sealedAt() == LogRecord.UNSEALED
                                ? record.place().offset()
                                : record.sealedAt())
                        .thenComparingLong(record -> record.place().offset()))
                .forEach(this::tell);
    }

    private void tell(LogRecord record) {
        byte[] key = record.key();
        byte[] value = record.value();
        if (key == null || value == null) {
            return; // an offset that was deleted is no commit
        }
        CoordinatorRecord parsed = serde.deserialize(ByteBuffer.wrap(key), ByteBuffer.wrap(value));
        if (parsed.key() instanceof OffsetCommitKey of
                && parsed.value() != null
                && parsed.value().message() instanceof OffsetCommitValue commit
                && LISTENERS.containsKey(of.group())
                && !commit.metadata().isEmpty()) {
            to.accept(committed(LISTENERS.get(of.group()), of, commit, record.tx()));
        }
    }

    /** The note's binary form is the wire's: a reader of it needs nothing of the engine. */
    private static Committed committed(String listener, OffsetCommitKey of, OffsetCommitValue commit, String tx) {
        try {
            ByteBuffer note = ByteBuffer.wrap(Base64.getDecoder().decode(commit.metadata()));
            note.get(); // the version
            long changelog = note.getLong();
            long next = note.getLong();
            long watermark = note.getLong();
            long end = note.getLong();
            long taskWatermark = note.getLong();
            long released = note.getLong();
            return new Committed(
                    listener,
                    of.topic(),
                    of.partition(),
                    tx,
                    commit.offset(),
                    changelog,
                    next,
                    end,
                    watermark,
                    taskWatermark,
                    released);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new Problem(
                    Problem.Code.LOG,
                    "group " + of.group() + " has committed an offset of " + of.topic() + "-" + of.partition()
                            + " with a note that cannot be read: " + commit.metadata(),
                    e);
        }
    }
}
