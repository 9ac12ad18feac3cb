package io.millrace.testkit.sim;

import io.millrace.model.WindowModel;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Partition;
import io.millrace.spi.TypeRef;
import io.millrace.state.EntryKey;
import io.millrace.state.codec.Codecs;
import io.millrace.testkit.check.Declared;
import io.millrace.testkit.check.Event;
import io.millrace.testkit.check.Logged.Change;
import io.millrace.testkit.check.Logged.DeadLetter;
import io.millrace.testkit.check.Logged.Fed;
import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Logged.TimerFired;
import io.millrace.testkit.check.Logged.WindowResult;
import io.millrace.testkit.check.Observed.Aborted;
import io.millrace.testkit.check.Observed.Acked;
import io.millrace.testkit.check.Observed.Committed;
import io.millrace.testkit.check.Observed.LogEnd;
import io.millrace.testkit.check.Observed.OpenTransaction;
import io.millrace.testkit.check.Observed.TimerSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the logs and the coordinators of a simulated cluster hold at the end, as facts. */
final class LogHistory {
    /** The windows that histories know; the others are SimWindowCheck's alone. */
    private static final List<WindowModel> WINDOWS = WindowListener.WINDOWS.stream()
            .filter(window -> !WindowListener.isEarly(window))
            .filter(window -> Arrays.stream(Declared.Kind.values())
                    .anyMatch(kind -> kind.name().equals(window.kind().name())))
            .toList();

    private final SimCluster cluster;
    private final Consumer<Event> to;
    private final Map<SimTransaction, String> names = new IdentityHashMap<>();
    private final Map<String, Partition> homes = new HashMap<>();
    private final Map<String, Long> offsets = new HashMap<>();

    LogHistory(SimCluster cluster, Consumer<Event> to) {
        this.cluster = cluster;
        this.to = to;
    }

    void tell(Set<String> listeners) {
        declare(listeners);
        for (SimTransaction transaction : cluster.offsets().transactions()) {
            names.put(transaction, "tx" + (names.size() + 1));
        }
        aborted();
        fed();
        committed("by-group", (log, slot) -> note(log, slot, OutputText.text(value(slot))));
        listeners.forEach(this::listener);
        for (SimTransaction transaction : cluster.offsets().transactions()) {
            transaction.offsets.forEach((partition, offset) -> offset(transaction, partition, offset));
        }
        for (SimLog log : cluster.logs()) {
            Partition partition = log.partition();
            to.accept(new LogEnd(partition.topic(), partition.number(), log.end(), log.stableEnd()));
        }
        cluster.transactions().allOpen().forEach(open -> to.accept(new OpenTransaction(open.id)));
    }

    private void declare(Set<String> listeners) {
        to.accept(new Declared.Bound(Declared.LAG_ZERO_MS, 240_000));
        to.accept(new Declared.Bound(Declared.RESTORED_RECORDS, 10_000));
        to.accept(new Declared.Reads(TallyListener.NAME, "in", false, TallyListener.DISORDER_MS));
        to.accept(new Declared.Writes(TallyListener.NAME, "out", Declared.Form.FOLD));
        to.accept(new Declared.Writes(TallyListener.NAME, "by-group", Declared.Form.COPY));
        if (listeners.contains(OrderedListener.NAME)) {
            to.accept(new Declared.Reads(OrderedListener.NAME, "by-group", true, -1));
            to.accept(new Declared.Writes(OrderedListener.NAME, "ordered", Declared.Form.LINK));
        }
        if (listeners.contains(WindowListener.NAME)) {
            to.accept(new Declared.Reads(WindowListener.NAME, "by-group", false, -1));
            for (WindowModel window : WINDOWS) {
                to.accept(new Declared.Window(
                        WindowListener.NAME,
                        window.name(),
                        Declared.Kind.valueOf(window.kind().name()),
                        window.span().size(),
                        window.span().slide(),
                        window.span().offset(),
                        0));
            }
        }
    }

    private void listener(String listener) {
        committed(SimListener.changelogOf(listener), (log, slot) -> change(listener, log, slot));
        switch (listener) {
            case TallyListener.NAME -> {
                committed("out", (log, slot) -> output(TallyListener.NAME, "in", log, slot));
                committed("by-group", this::copy);
                committed(SimListener.deadLettersOf(listener), this::letter);
            }
            case OrderedListener.NAME -> {
                committed("ordered", (log, slot) -> output(OrderedListener.NAME, "by-group", log, slot));
                cluster.logsOf("ordered").forEach(this::timersSet);
            }
            default -> {
                committed("windowed", this::window);
                committed(SimListener.deadLettersOf(listener), this::windowLetter);
            }
        }
    }

    private interface Teller {
        void tell(SimLog log, SimLog.Slot slot);
    }

    /** Data only: marks of time have no key. */
    private void committed(String topic, Teller teller) {
        for (SimLog log : cluster.logsOf(topic)) {
            for (SimLog.Slot slot : log.slots()) {
                SimTransaction transaction = slot.transaction();
                if (slot.record().key() != null && (transaction == null || transaction.committed())) {
                    teller.tell(log, slot);
                }
            }
        }
    }

    private void aborted() {
        int[] count = {0};
        Map<SimTransaction, String> lost = new IdentityHashMap<>();
        for (SimLog log : cluster.logs()) {
            for (SimLog.Slot slot : log.slots()) {
                SimTransaction transaction = slot.transaction();
                if (transaction != null && transaction.status == SimTransaction.Status.ABORTED) {
                    String name = lost.computeIfAbsent(transaction, any -> "aborted" + ++count[0]);
                    Partition at = log.partition();
                    to.accept(new Aborted(at.topic(), at.number(), slot.record().offset(), name));
                }
            }
        }
    }

    private void fed() {
        Map<String, Long> seqs = new HashMap<>();
        committed("in", (log, slot) -> {
            Message message = Message.of(OutputText.text(value(slot)));
            note(log, slot, message.text());
            Partition at = log.partition();
            long offset = slot.record().offset();
            to.accept(new Acked(at.topic(), at.number(), offset, message.uid(), message.key()));
            to.accept(new Fed(
                    at.topic(),
                    at.number(),
                    offset,
                    message.uid(),
                    message.key(),
                    seqs.merge(message.key(), 1L, Long::sum),
                    message.amount(),
                    message.time(),
                    message.isPoison()));
        });
    }

    /** Where an input stands, for outputs that do not say. */
    private void note(SimLog log, SimLog.Slot slot, String text) {
        String name = log.partition().topic() + " " + Message.of(text).uid();
        homes.put(name, log.partition());
        offsets.put(name, slot.record().offset());
    }

    private void output(String listener, String from, SimLog log, SimLog.Slot slot) {
        OutputText output = OutputText.of(slot.record());
        Partition at = log.partition();
        if (output.timer()) {
            to.accept(new TimerFired(
                    listener,
                    at.topic(),
                    at.number(),
                    slot.record().offset(),
                    tx(slot),
                    task(output.key()),
                    output.key(),
                    output.uid(),
                    output.timeMs(),
                    output.n(),
                    output.chain()));
            return;
        }
        String source = from + " " + output.uid();
        to.accept(new Output(
                listener,
                at.topic(),
                at.number(),
                slot.record().offset(),
                tx(slot),
                output.uid(),
                output.key(),
                output.timeMs(),
                homes.get(source).number(),
                offsets.get(source),
                output.n(),
                output.sum(),
                output.chain()));
    }

    private void copy(SimLog log, SimLog.Slot slot) {
        Message message = Message.of(OutputText.text(value(slot)));
        String source = "in " + message.uid();
        to.accept(new Output(
                TallyListener.NAME,
                "by-group",
                log.partition().number(),
                slot.record().offset(),
                tx(slot),
                message.uid(),
                key(slot),
                message.time(),
                homes.get(source).number(),
                offsets.get(source),
                Event.NONE,
                Event.NONE,
                Event.NONE));
    }

    /** The handler's own rule: a record sets its timer unless it waits already. */
    private void timersSet(SimLog log) {
        Map<String, Long> waiting = new HashMap<>();
        committed("ordered", (each, slot) -> {
            if (each != log) {
                return;
            }
            OutputText output = OutputText.of(slot.record());
            if (output.timer()) {
                waiting.remove(output.key() + " " + output.uid());
                return;
            }
            long due = output.timeMs() + OrderedListener.BELL_MS;
            if (waiting.putIfAbsent(output.key() + " " + output.uid() % 2, due) == null) {
                to.accept(new TimerSet(
                        OrderedListener.NAME,
                        "ordered",
                        log.partition().number(),
                        slot.record().offset(),
                        tx(slot),
                        task(output.key()),
                        output.key(),
                        output.uid() % 2,
                        due));
            }
        });
    }

    private void window(SimLog log, SimLog.Slot slot) {
        String[] fields = OutputText.text(value(slot)).split("\\|");
        result(log, slot, fields);
    }

    private void windowLetter(SimLog log, SimLog.Slot slot) {
        String sum = String.valueOf(Codecs.of(TypeRef.of(String.class)).decode(value(slot)));
        String span = header(slot, "millrace.error.window.start") + "|" + header(slot, "millrace.error.window.end");
        result(log, slot, (header(slot, "millrace.error.handler") + "|" + span + "|" + sum).split("\\|"));
    }

    private void result(SimLog log, SimLog.Slot slot, String[] fields) {
        if (WINDOWS.stream().noneMatch(window -> window.name().equals(fields[0]))) {
            return;
        }
        Partition at = log.partition();
        to.accept(new WindowResult(
                WindowListener.NAME,
                at.topic(),
                at.number(),
                slot.record().offset(),
                tx(slot),
                task(key(slot)),
                fields[0],
                key(slot),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5])));
    }

    private void letter(SimLog log, SimLog.Slot slot) {
        to.accept(new DeadLetter(
                TallyListener.NAME,
                log.partition().topic(),
                log.partition().number(),
                slot.record().offset(),
                tx(slot),
                Message.of(OutputText.text(value(slot))).uid(),
                Integer.parseInt(header(slot, "__streams.errors.partition")),
                Long.parseLong(header(slot, "__streams.errors.offset")),
                header(slot, "millrace.error.reason")));
    }

    private void change(String listener, SimLog log, SimLog.Slot slot) {
        EntryKey entry = EntryKey.parse(Objects.requireNonNull(slot.record().key()));
        HistoryRecorder.Name name = StateText.name(entry);
        byte[] value = slot.record().value();
        to.accept(new Change(
                listener,
                log.partition().topic(),
                log.partition().number(),
                slot.record().offset(),
                tx(slot),
                name.store(),
                name.key(),
                name.entry(),
                value == null ? null : StateText.value(entry, value)));
    }

    /** The note's binary form is the wire's: a reader of it needs nothing of the engine. */
    private void offset(SimTransaction transaction, Partition partition, CommittedOffset offset) {
        ByteBuffer note = ByteBuffer.wrap(Base64.getDecoder().decode(offset.metadata()));
        note.get();
        long changelog = note.getLong();
        long next = note.getLong();
        long watermark = note.getLong();
        long end = note.getLong();
        long taskWatermark = note.getLong();
        long released = note.getLong();
        String listener = transaction.id.substring("sim-".length(), transaction.id.indexOf('.'));
        to.accept(new Committed(
                listener,
                partition.topic(),
                partition.number(),
                names.get(transaction),
                offset.offset(),
                changelog,
                next,
                end,
                watermark,
                taskWatermark,
                released));
    }

    private int task(String key) {
        return cluster.partitionFor("by-group", key.getBytes(StandardCharsets.UTF_8));
    }

    private String tx(SimLog.Slot slot) {
        @Nullable SimTransaction transaction = slot.transaction();
        return transaction == null ? "" : names.getOrDefault(transaction, "");
    }

    private static byte[] value(SimLog.Slot slot) {
        return Objects.requireNonNull(slot.record().value());
    }

    private static String key(SimLog.Slot slot) {
        return OutputText.text(Objects.requireNonNull(slot.record().key()));
    }

    private static String header(SimLog.Slot slot, String name) {
        return OutputText.text(Objects.requireNonNull(slot.record().headers().last(name)));
    }
}
