package io.millrace.chaos.record;

import io.millrace.chaos.wire.Linked;
import io.millrace.chaos.wire.Names;
import io.millrace.chaos.wire.Summed;
import io.millrace.chaos.wire.Tallied;
import io.millrace.state.EntryKey;
import io.millrace.testkit.check.Event;
import io.millrace.testkit.check.Logged.Change;
import io.millrace.testkit.check.Logged.DeadLetter;
import io.millrace.testkit.check.Logged.Fed;
import io.millrace.testkit.check.Logged.Late;
import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Logged.TimerFired;
import io.millrace.testkit.check.Logged.WindowResult;
import io.millrace.testkit.check.Observed.Aborted;
import io.millrace.testkit.check.Observed.TimerSet;
import io.millrace.windowing.order.Origin;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;

/** Records of the workload's topics as facts. */
final class Facts {
    private static final String LATE_WINDOW = "millrace.late.window";

    private final int partitions;
    private final Consumer<Event> to;

    Facts(int partitions, Consumer<Event> to) {
        this.partitions = partitions;
        this.to = to;
    }

    /** What a topic's record tells; of an aborted one only that it was. */
    void tell(LogRecord record) {
        LogRecord.Place at = record.place();
        if (record.fate() == LogRecord.Fate.ABORTED) {
            to.accept(new Aborted(at.topic(), at.partition(), at.offset(), record.tx()));
        } else if (record.readable()) {
            readable(record);
        }
    }

    private void readable(LogRecord record) {
        String topic = record.place().topic();
        switch (topic) {
            case Names.EVENTS, Names.CLICKS -> fed(record);
            case Names.TALLIES -> tallied(record, Tallied.of(record.valueText()));
            case Names.LINKS -> linked(record, Linked.of(record.valueText()));
            case Names.SUMS -> summed(record, Summed.of(record.valueText()));
            case Names.CLICKS_LATE -> late(record);
            case Names.COPIES -> copied(record);
            default -> internal(record);
        }
    }

    private void internal(LogRecord record) {
        String topic = record.place().topic();
        for (String listener : Names.LISTENERS) {
            if (topic.equals(Names.changelog(listener))) {
                changed(listener, record);
            } else if (topic.equals(Names.deadLetters(listener))) {
                letter(listener, record);
            }
        }
    }

    private static io.millrace.chaos.wire.Event body(LogRecord record) {
        return io.millrace.chaos.wire.Event.of(Objects.requireNonNull(record.value()));
    }

    /** What cannot be read has its number in a header, and no time that anybody knows. */
    private void fed(LogRecord record) {
        LogRecord.Place at = record.place();
        boolean poison = !record.headerText(Names.POISON_HEADER).isEmpty();
        long uid = Long.parseLong(record.headerText(Names.UID_HEADER));
        io.millrace.chaos.wire.Event body = null;
        try {
            body = body(record);
        } catch (UncheckedIOException | NullPointerException unreadable) {
            poison = true;
        }
        boolean again = !record.headerText(Names.AGAIN_HEADER).isEmpty();
        to.accept(new Fed(
                at.topic(),
                at.partition(),
                at.offset(),
                uid,
                record.keyText(),
                body == null || again || record.key() == null ? Event.NONE : body.seq(),
                body == null ? 0 : body.amount(),
                body == null ? record.timestamp() : body.at(),
                poison));
    }

    private void tallied(LogRecord record, Tallied said) {
        LogRecord.Place at = record.place();
        to.accept(new Output(
                Names.TALLY,
                at.topic(),
                at.partition(),
                at.offset(),
                record.tx(),
                said.uid(),
                record.keyText(),
                said.timeMs(),
                said.partition(),
                said.offset(),
                said.n(),
                said.sum(),
                said.chain()));
    }

    private void copied(LogRecord record) {
        if (record.key() == null) {
            return; // a mark of time
        }
        LogRecord.Place at = record.place();
        Origin origin = Origin.decode(Objects.requireNonNull(record.header(Origin.HEADER)));
        io.millrace.chaos.wire.Event body = body(record);
        to.accept(new Output(
                Names.TALLY,
                at.topic(),
                at.partition(),
                at.offset(),
                record.tx(),
                body.uid(),
                record.keyText(),
                record.timestamp(),
                origin.partition(),
                origin.offset(),
                Event.NONE,
                Event.NONE,
                Event.NONE));
    }

    private void linked(LogRecord record, Linked said) {
        LogRecord.Place at = record.place();
        String key = record.keyText();
        int task = Names.partition(key, partitions);
        if (said.timer()) {
            to.accept(new TimerFired(
                    Names.ORDERED,
                    at.topic(),
                    at.partition(),
                    at.offset(),
                    record.tx(),
                    task,
                    key,
                    said.uid(),
                    said.timeMs(),
                    said.n(),
                    said.chain()));
            return;
        }
        to.accept(new Output(
                Names.ORDERED,
                at.topic(),
                at.partition(),
                at.offset(),
                record.tx(),
                said.uid(),
                key,
                said.timeMs(),
                said.partition(),
                said.offset(),
                said.n(),
                Event.NONE,
                said.chain()));
        if (said.setsDueMs() != Linked.SETS_NONE) {
            to.accept(new TimerSet(
                    Names.ORDERED,
                    at.topic(),
                    at.partition(),
                    at.offset(),
                    record.tx(),
                    task,
                    key,
                    Linked.bell(said.uid()),
                    said.setsDueMs()));
        }
    }

    private void summed(LogRecord record, Summed said) {
        LogRecord.Place at = record.place();
        to.accept(new WindowResult(
                Names.WINDOWS,
                at.topic(),
                at.partition(),
                at.offset(),
                record.tx(),
                Names.partition(record.keyText(), partitions),
                Names.WINDOW,
                record.keyText(),
                said.startMs(),
                said.endMs(),
                said.count(),
                said.amount(),
                said.uids()));
    }

    private void late(LogRecord record) {
        LogRecord.Place at = record.place();
        io.millrace.chaos.wire.Event body = body(record);
        long start = body.at() - Math.floorMod(body.at(), Names.WINDOW_MS);
        to.accept(new Late(
                Names.WINDOWS,
                at.topic(),
                at.partition(),
                at.offset(),
                record.tx(),
                Names.partition(record.keyText(), partitions),
                record.headerText(LATE_WINDOW),
                body.uid(),
                record.keyText(),
                start,
                start + Names.WINDOW_MS));
    }

    private void letter(String listener, LogRecord record) {
        LogRecord.Place at = record.place();
        to.accept(new DeadLetter(
                listener,
                at.topic(),
                at.partition(),
                at.offset(),
                record.tx(),
                Long.parseLong(record.headerText(Names.UID_HEADER)),
                Integer.parseInt(record.headerText("__streams.errors.partition")),
                Long.parseLong(record.headerText("__streams.errors.offset")),
                record.headerText("millrace.error.reason")));
    }

    private void changed(String listener, LogRecord record) {
        LogRecord.Place at = record.place();
        EntryKey entry = EntryKey.parse(Objects.requireNonNull(record.key()));
        byte[] value = record.value();
        to.accept(new Change(
                listener,
                at.topic(),
                at.partition(),
                at.offset(),
                record.tx(),
                StateText.store(entry),
                StateText.key(entry),
                StateText.entry(entry),
                value == null ? null : StateText.value(entry, value)));
    }
}
