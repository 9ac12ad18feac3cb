package io.millrace.testkit.sim;

import static io.millrace.testkit.sim.Draft.with;

import io.millrace.testkit.check.Logged.Change;
import io.millrace.testkit.check.Logged.DeadLetter;
import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Logged.TimerFired;
import io.millrace.testkit.check.Observed.Aborted;
import io.millrace.testkit.check.Observed.Committed;
import io.millrace.testkit.check.Observed.Entry;
import io.millrace.testkit.check.Observed.LogEnd;
import io.millrace.testkit.check.Observed.Moment;
import io.millrace.testkit.check.Observed.OpenTransaction;
import io.millrace.testkit.check.Observed.Restored;
import io.millrace.testkit.check.Observed.Seen;
import io.millrace.testkit.check.Observed.Snapshot;
import io.millrace.testkit.sim.Forgery.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be wrong with state, transactions and what readers see: G4 to G8. */
final class ForgedState {
    private final List<Forgery> all = new ArrayList<>();

    static List<Forgery> all() {
        ForgedState made = new ForgedState();
        made.state();
        made.atomicity();
        made.reads();
        made.quiescence();
        made.recovery();
        return made.all;
    }

    private void add(String guarantee, String what, Forgery.Edit edit) {
        all.add(new Forgery(guarantee, what, Source.ORDERED, edit));
    }

    private void state() {
        add("G4", "the last change of a key is lost", draft -> {
            Change one = draft.any(Change.class, each -> each.store().equals("sum"));
            Change last = one == null ? null : draft.last(Change.class, each -> sameEntry(each, one));
            return last != null && draft.drop(Change.class, each -> each == last);
        });
        add(
                "G4",
                "a key that nobody fed has state",
                draft -> draft.repeat(
                        Change.class,
                        ForgedState::isN,
                        one -> with(with(one, "key", "ghost"), "offset", one.offset() + 9_000)));
        add(
                "G4",
                "a directory has another value",
                draft -> draft.change(
                        Entry.class,
                        one -> in(draft, one, Moment.ENDED),
                        one -> with(one, "value", one.value() + "0")));
        add("G4", "a directory lacks an entry", draft -> draft.drop(Entry.class, one -> in(draft, one, Moment.ENDED)));
        add("G4", "a directory has a deleted entry again", draft -> resurrect(draft, Moment.ENDED));
        add("G4", "the changelog has a deleted entry again", draft -> {
            Change gone =
                    draft.any(Change.class, one -> isGone(draft, one) && snapshot(draft, one, Moment.ENDED) != null);
            return gone != null && draft.replace(gone, with(gone, "value", "00"));
        });
        add(
                "G4",
                "an owner's directory is behind",
                draft -> draft.change(
                        Snapshot.class,
                        one -> one.moment() == Moment.ENDED,
                        one -> with(one, "position", one.position() - 1)));
        add("G4", "the query endpoint answers an old value", draft -> {
            Entry old = draft.any(Entry.class, one -> one.store().equals("n") && in(draft, one, Moment.ENDED));
            Snapshot ended = old == null
                    ? null
                    : draft.any(Snapshot.class, one -> one.id().equals(old.snapshot()));
            if (ended == null) {
                return false;
            }
            draft.add(with(with(ended, "moment", Moment.ASKED), "id", "asked"));
            for (Entry entry : draft.all(Entry.class, one -> one.snapshot().equals(ended.id()))) {
                Entry answer = with(entry, "snapshot", "asked");
                draft.add(entry.store().equals("n") ? with(answer, "value", "0") : answer);
            }
            return true;
        });
    }

    static boolean isN(Change change) {
        return change.store().equals("n");
    }

    private static boolean sameEntry(Change one, Change other) {
        return one.topic().equals(other.topic())
                && one.partition() == other.partition()
                && one.store().equals(other.store())
                && one.key().equals(other.key())
                && one.entry().equals(other.entry());
    }

    private static boolean in(Draft draft, Entry entry, Moment moment) {
        return !draft.all(Snapshot.class, one -> one.id().equals(entry.snapshot()) && one.moment() == moment)
                .isEmpty();
    }

    /** A deletion that is the last word on its entry. */
    private static boolean isGone(Draft draft, Change change) {
        return change.value() == null
                && draft.all(Change.class, one -> sameEntry(one, change) && one.offset() > change.offset())
                        .isEmpty();
    }

    private static @Nullable Snapshot snapshot(Draft draft, Change change, Moment moment) {
        return draft.any(
                Snapshot.class,
                one -> one.moment() == moment
                        && one.listener().equals(change.listener())
                        && one.task() == change.partition()
                        && one.position() > change.offset());
    }

    private static boolean resurrect(Draft draft, Moment moment) {
        Change gone = draft.any(Change.class, one -> isGone(draft, one) && snapshot(draft, one, moment) != null);
        if (gone == null) {
            return false;
        }
        Snapshot into = Objects.requireNonNull(snapshot(draft, gone, moment));
        return draft.add(new Entry(into.id(), gone.store(), gone.key(), gone.entry(), "00"));
    }

    private void atomicity() {
        add("G5", "a transaction has outputs and no offsets", draft -> {
            Output one = draft.any(Output.class, each -> true);
            return one != null
                    && draft.drop(
                            Committed.class,
                            each -> each.tx().equals(one.tx())
                                    && each.listener().equals(one.listener())
                                    && each.partition() == one.inPartition());
        });
        add(
                "G5",
                "an output is in another transaction than its offset",
                draft -> draft.change(
                        Output.class,
                        ForgedOutputs::isFold,
                        one -> with(one, "tx", other(draft, one.listener(), one.inPartition(), one.tx()))));
        add(
                "G5",
                "a copy is in another transaction than its offset",
                draft -> draft.change(
                        Output.class,
                        ForgedOutputs::isCopy,
                        one -> with(one, "tx", other(draft, one.listener(), one.inPartition(), one.tx()))));
        add(
                "G5",
                "a dead letter is in another transaction than its offset",
                draft -> draft.change(
                        DeadLetter.class,
                        one -> true,
                        one -> with(one, "tx", other(draft, one.listener(), one.inPartition(), one.tx()))));
        add("G5", "a transaction's changes are lost", draft -> {
            Change one = draft.any(Change.class, ForgedState::isN);
            if (one != null) {
                draft.dropAll(Change.class, each -> each.tx().equals(one.tx()) && each.partition() == one.partition());
            }
            return one != null;
        });
        add(
                "G5",
                "a change is torn off its transaction",
                draft -> draft.drop(
                        Change.class, one -> isN(one) && one.listener().equals("tally")));
        add(
                "G5",
                "the note names a wrong changelog position",
                draft ->
                        draft.change(Committed.class, one -> true, one -> with(one, "changelog", one.changelog() - 1)));
        add("G5", "an offset was committed too low", draft -> {
            Output one = draft.any(Output.class, each -> isLater(draft, each));
            return one != null
                    && draft.change(
                            Committed.class,
                            each -> each.tx().equals(one.tx()) && each.partition() == one.inPartition(),
                            each -> with(each, "position", one.inOffset()));
        });
        add("G5", "an offset was committed too high", draft -> {
            Output one = draft.any(Output.class, each -> isLater(draft, each) && earlier(draft, each) != null);
            Committed before = one == null ? null : earlier(draft, one);
            return before != null && draft.replace(before, with(before, "position", one.inOffset() + 1));
        });
        add("G5", "a transaction's state is that of an earlier record", draft -> {
            Output one = draft.any(Output.class, each -> ForgedOutputs.isFold(each) && each.n() > 1);
            return one != null
                    && draft.change(
                            Change.class,
                            each -> isN(each)
                                    && each.tx().equals(one.tx())
                                    && one.key().equals(each.key()),
                            each -> with(each, "value", "0"));
        });
    }

    /** The last commit of its partition that did not have the output's input. */
    private static @Nullable Committed earlier(Draft draft, Output output) {
        return draft.last(
                Committed.class,
                one -> one.listener().equals(output.listener())
                        && one.partition() == output.inPartition()
                        && one.position() <= output.inOffset());
    }

    /** An output in order of arrival that its own transaction committed. */
    private static boolean isLater(Draft draft, Output output) {
        return ForgedOutputs.isFold(output)
                && !draft.all(
                                Committed.class,
                                one -> one.tx().equals(output.tx())
                                        && one.partition() == output.inPartition()
                                        && one.position() > output.inOffset())
                        .isEmpty();
    }

    private static String other(Draft draft, String listener, int partition, String tx) {
        Committed other = draft.any(
                Committed.class,
                one -> one.listener().equals(listener)
                        && one.partition() == partition
                        && !one.tx().equals(tx));
        return other == null ? "nowhere" : other.tx();
    }

    private void reads() {
        add("G6", "an output that was seen is gone", draft -> {
            Seen seen = draft.any(Seen.class, each -> true);
            if (seen != null) {
                draft.dropAll(Output.class, one -> at(one, seen));
                draft.dropAll(
                        TimerFired.class,
                        one -> one.topic().equals(seen.topic())
                                && one.partition() == seen.partition()
                                && one.offset() == seen.offset());
            }
            return seen != null;
        });
        add(
                "G6",
                "an output was seen at another offset",
                draft -> draft.change(Seen.class, one -> true, one -> with(one, "offset", one.offset() + 1)));
        add(
                "G6",
                "an output was seen with another state",
                draft -> draft.change(Seen.class, one -> true, one -> with(one, "n", one.n() + 1)));
        add("G6", "an aborted output is there at the end", draft -> {
            Aborted gone = draft.any(Aborted.class, one -> one.topic().equals("out"));
            return gone != null
                    && draft.repeat(
                            Output.class,
                            ForgedOutputs::isFold,
                            one -> with(with(one, "offset", gone.offset()), "partition", gone.partition()));
        });
        add("G6", "an output is of an aborted transaction", draft -> {
            Aborted gone = draft.any(Aborted.class, one -> true);
            return gone != null && draft.change(Output.class, one -> true, one -> with(one, "tx", gone.tx()));
        });
        add("G6", "an aborted output was seen", draft -> {
            Aborted gone = draft.any(Aborted.class, one -> one.topic().equals("out"));
            return gone != null && draft.add(new Seen(gone.topic(), gone.partition(), gone.offset(), 1, "k1", 1, 1));
        });
    }

    private static boolean at(Output one, Seen seen) {
        return one.topic().equals(seen.topic()) && one.partition() == seen.partition() && one.offset() == seen.offset();
    }

    private void quiescence() {
        add(
                "G7",
                "a log cannot be read to its end",
                draft -> draft.change(LogEnd.class, one -> one.end() > 0, one -> with(one, "stable", one.end() - 1)));
        add("G7", "a transaction is open", draft -> draft.add(new OpenTransaction("sim-tally.r0-0")));
        add("G7", "something was read beyond the end", draft -> {
            Output one = draft.any(Output.class, each -> true);
            return one != null
                    && draft.change(
                            LogEnd.class,
                            each -> each.topic().equals(one.topic()) && each.partition() == one.partition(),
                            each -> with(with(each, "end", one.offset()), "stable", one.offset()));
        });
        add(
                "G7",
                "the end of a log was not looked at",
                draft -> draft.drop(LogEnd.class, one -> one.topic().equals("out") && one.end() > 0));
    }

    private void recovery() {
        add(
                "G8",
                "a restored directory has another value",
                draft -> draft.change(
                        Entry.class,
                        one -> in(draft, one, Moment.CHECKPOINT),
                        one -> with(one, "value", one.value() + "0")));
        add("G8", "a restored directory has a later value", draft -> {
            for (Snapshot old : draft.all(Snapshot.class, one -> one.moment() == Moment.CHECKPOINT)) {
                for (Entry entry : draft.all(Entry.class, one -> one.snapshot().equals(old.id()))) {
                    Change later = draft.any(
                            Change.class, one -> isN(one) && names(one, entry, old) && one.offset() >= old.position());
                    if (later != null) {
                        return draft.replace(entry, with(entry, "value", String.valueOf(later.value())));
                    }
                }
            }
            return false;
        });
        add("G8", "a restored directory lacks an entry", draft -> {
            for (Snapshot old : draft.all(Snapshot.class, one -> one.moment() == Moment.CHECKPOINT)) {
                for (Entry entry : draft.all(Entry.class, one -> one.snapshot().equals(old.id()))) {
                    if (draft.all(Change.class, one -> names(one, entry, old) && one.offset() >= old.position())
                            .isEmpty()) {
                        return draft.drop(Entry.class, one -> one == entry);
                    }
                }
            }
            return false;
        });
        add("G8", "a restored directory has a deleted entry again", draft -> resurrect(draft, Moment.CHECKPOINT));
        add(
                "G8",
                "a task with its directory replays everything",
                draft -> draft.change(Restored.class, one -> !one.rebuilt(), one -> with(one, "records", 10_001L)));
        add(
                "G8",
                "a task begins between two commits",
                draft -> draft.change(
                        Restored.class,
                        one -> one.position() > 0,
                        one -> with(one, "position", one.position() + 100_000)));
    }

    private static boolean names(Change change, Entry entry, Snapshot snapshot) {
        return change.listener().equals(snapshot.listener())
                && change.partition() == snapshot.task()
                && change.store().equals(entry.store())
                && change.key().equals(entry.key())
                && change.entry().equals(entry.entry());
    }
}
