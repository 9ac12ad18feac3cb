package io.millrace.testkit.sim;

import static io.millrace.testkit.sim.Wrapped.edited;
import static io.millrace.testkit.sim.Wrapped.offsets;
import static io.millrace.testkit.sim.Wrapped.onInput;
import static io.millrace.testkit.sim.Wrapped.onNotes;
import static io.millrace.testkit.sim.Wrapped.onOutput;

import io.millrace.engine.Ports;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Headers;
import io.millrace.port.Headers.Header;
import io.millrace.port.InputLog;
import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Stamp;
import io.millrace.windowing.watermark.Stamp.TaskStamp;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Engines that get event time wrong. */
final class WrongTimes {
    /** Where H stands in the note of an offset. */
    private static final int HIGHEST = 9;

    private static final int RELEASED = 41;
    private static final long WAITING_MAX = 4;

    private WrongTimes() {}

    static Ports highestForgotten(Ports ports, SimCluster cluster) {
        return onNotes(ports, (partition, offset) -> edited(offset, note -> note.putLong(HIGHEST, offset.offset())));
    }

    static Ports releasedForgotten(Ports ports, SimCluster cluster) {
        return onNotes(ports, (partition, offset) -> edited(offset, note -> note.putLong(RELEASED, Long.MIN_VALUE)));
    }

    /** One of a task's inputs counts as read again before it is. */
    static Ports releasedBeforeAllIsReadAgain(Ports ports, SimCluster cluster) {
        return onNotes(
                ports,
                (partition, offset) -> partition.topic().equals(MergeListener.SECOND)
                        ? edited(offset, note -> note.putLong(HIGHEST, offset.offset()))
                        : offset);
    }

    /** H is where reading is now, also while what was read before a restart is read again. */
    static Ports highestWhileRereading(Ports ports, SimCluster cluster) {
        Map<Partition, Long> positions = new HashMap<>();
        Ports watched = onInput(
                ports,
                call -> {
                    if (call.is("seek")) {
                        positions.put((Partition) call.arguments()[0], (Long) call.arguments()[1]);
                    } else if (call.is("poll")) {
                        InputLog.Sink sink = (InputLog.Sink) call.arguments()[1];
                        call.arguments()[1] = (InputLog.Sink) (partition, records, next) -> {
                            positions.put(partition, next);
                            sink.accept(partition, records, next);
                        };
                    }
                    return call.proceed();
                },
                callbacks -> callbacks);
        return onNotes(
                watched,
                (partition, offset) -> edited(
                        offset, note -> note.putLong(HIGHEST, positions.getOrDefault(partition, offset.offset()))));
    }

    /** Whoever has many records waiting is paused, also when what they wait for lies behind them in the same log. */
    static Ports pausedAtTheMinimum(Ports ports, SimCluster cluster) {
        Set<Partition> crowded = new HashSet<>();
        Ports watched = onOutput(ports, (call, output) -> {
            if (call.is("sendOffsets")) {
                offsets(call.arguments()[0]).forEach((partition, offset) -> {
                    if (partition.topic().equals("by-group") && waiting(offset) > WAITING_MAX) {
                        crowded.add(partition);
                    } else {
                        crowded.remove(partition);
                    }
                });
            }
            return call.proceed();
        });
        Set<Partition> owned = new HashSet<>();
        return onInput(
                watched,
                call -> {
                    if (call.is("poll")) {
                        crowded.retainAll(owned);
                        ((InputLog) call.target()).pause(crowded);
                    }
                    return call.proceed();
                },
                callbacks -> Wrapped.onCallbacks(callbacks, call -> {
                    if (call.is("assigned")) {
                        owned.addAll(Wrapped.partitions(call.arguments()[0]));
                    } else {
                        owned.removeAll(Wrapped.partitions(call.arguments()[0]));
                        crowded.retainAll(owned);
                    }
                    return call.proceed();
                }));
    }

    private static long waiting(CommittedOffset offset) {
        long highest =
                ByteBuffer.wrap(Base64.getDecoder().decode(offset.metadata())).getLong(HIGHEST);
        return highest - offset.offset();
    }

    /** A task of which there is nothing new is told downstream to be idle. */
    static Ports silenceTakenForIdle(Ports ports, SimCluster cluster) {
        Map<List<Integer>, Long> told = new HashMap<>();
        return onOutput(ports, (call, output) -> {
            OutputRecord record = call.is("append") ? (OutputRecord) call.arguments()[0] : null;
            byte[] bytes = record == null ? null : record.headers().last(Stamp.HEADER);
            if (record != null && bytes != null) {
                Headers headers = restamped(record.headers(), bytes, entry -> {
                    Long before = told.put(List.of(record.partition(), entry.task()), entry.watermark());
                    boolean silent =
                            before != null && before == entry.watermark() && entry.status() == InputStatus.ACTIVE;
                    return silent ? new TaskStamp(entry.task(), entry.watermark(), InputStatus.IDLE) : entry;
                });
                call.arguments()[0] = new OutputRecord(
                        record.topic(), record.partition(), record.key(), record.value(), record.timestamp(), headers);
            }
            return call.proceed();
        });
    }

    /** What happens at the watermark itself is let go too early. */
    static Ports releasedAtTheWatermark(Ports ports, SimCluster cluster) {
        return onInput(
                ports,
                call -> {
                    if (call.is("poll")) {
                        InputLog.Sink sink = (InputLog.Sink) call.arguments()[1];
                        call.arguments()[1] = (InputLog.Sink) (partition, records, next) -> sink.accept(
                                partition,
                                records.stream().map(WrongTimes::oneLater).toList(),
                                next);
                    }
                    return call.proceed();
                },
                callbacks -> callbacks);
    }

    private static InputRecord oneLater(InputRecord record) {
        byte[] bytes = record.headers().last(Stamp.HEADER);
        if (bytes == null) {
            return record;
        }
        Headers headers = restamped(
                record.headers(), bytes, entry -> new TaskStamp(entry.task(), entry.watermark() + 1, entry.status()));
        return new InputRecord(record.offset(), record.timestamp(), record.key(), record.value(), headers);
    }

    /** With another stamp; the others belong to the record that carries it. */
    private static Headers restamped(Headers headers, byte[] stamp, Edit edit) {
        Stamp told = Stamp.decode(stamp);
        List<TaskStamp> entries = told.entries().stream().map(edit::of).toList();
        List<Header> all = new ArrayList<>(headers.all());
        all.removeIf(header -> header.name().equals(Stamp.HEADER));
        all.add(new Header(Stamp.HEADER, new Stamp(told.listener(), told.tasks(), entries).encode()));
        return Headers.of(all);
    }

    private interface Edit {
        TaskStamp of(TaskStamp entry);
    }
}
