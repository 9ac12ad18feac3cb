package io.millrace.testkit.check;

import io.millrace.testkit.check.Declared.Form;
import io.millrace.testkit.check.Declared.Writes;
import io.millrace.testkit.check.Listener.Given;
import io.millrace.testkit.check.Logged.Change;
import io.millrace.testkit.check.Logged.DeadLetter;
import io.millrace.testkit.check.Logged.Late;
import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Logged.TimerFired;
import io.millrace.testkit.check.Logged.WindowResult;
import io.millrace.testkit.check.Observed.Committed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * G5: outputs, changes and offsets of a transaction are there together or not at all. Seen from the logs alone: nothing
 * without offsets, changes up to the position that the note names, outputs of exactly the input between two committed
 * offsets, and state of the last of them. Needs the transaction's name with each fact, and the changelog before compaction.
 */
final class Atomicity {
    private Atomicity() {}

    static void check(History history, Findings findings) {
        for (Listener listener : Listener.in(history)) {
            for (Step step : history.steps()) {
                if (step.event() instanceof Logged written && !written.tx().isEmpty()) {
                    withOffsets(listener, written, findings);
                }
            }
            positions(history, listener, findings);
            if (!listener.reads().eventTime()) {
                between(history, listener, findings);
            }
            for (Writes writes : listener.writes()) {
                if (writes.form() != Form.COPY) {
                    states(history, listener, writes.topic(), findings);
                }
            }
        }
    }

    /** A listener's name and a task for what was written on its behalf. */
    private record Owner(String listener, int task) {
        static Owner of(Logged written) {
            if (written instanceof Output output) {
                return new Owner(output.listener(), output.inPartition());
            } else if (written instanceof Change change) {
                return new Owner(change.listener(), change.partition());
            } else if (written instanceof DeadLetter letter) {
                return new Owner(letter.listener(), letter.inPartition());
            } else if (written instanceof TimerFired fired) {
                return new Owner(fired.listener(), fired.task());
            } else if (written instanceof WindowResult result) {
                return new Owner(result.listener(), result.task());
            } else if (written instanceof Late late) {
                return new Owner(late.listener(), late.task());
            }
            return new Owner("", 0);
        }
    }

    private static void withOffsets(Listener listener, Logged written, Findings findings) {
        Owner owner = Owner.of(written);
        if (owner.listener().equals(listener.name())) {
            findings.holds(
                    listener.commit(written.tx(), owner.task()) != null,
                    "what a transaction wrote for a task is committed with the task's offsets",
                    Subject.of(listener.name(), written),
                    "an offset of " + Subject.place(listener.reads().topic(), owner.task()),
                    null);
        }
    }

    private static void positions(History history, Listener listener, Findings findings) {
        Map<String, Long> ends = new HashMap<>();
        for (Change change : history.all(Change.class)) {
            if (change.listener().equals(listener.name())) {
                ends.merge(change.tx() + " " + change.partition(), change.offset() + 1, Math::max);
            }
        }
        listener.commits().forEach((partition, commits) -> {
            long before = 0;
            for (Committed commit : commits) {
                if (!commit.tx().isEmpty()) {
                    findings.same(
                            "the note's changelog position is behind the transaction's last change",
                            Subject.of(listener.name())
                                    .tx(commit.tx())
                                    .at(Subject.place(commit.topic(), commit.partition())),
                            ends.getOrDefault(commit.tx() + " " + partition, before),
                            commit.changelog());
                }
                before = commit.changelog();
            }
        });
    }

    /** In order of arrival what lies between two offsets was handled in between. */
    private static void between(History history, Listener listener, Findings findings) {
        Map<String, String> writers = new HashMap<>();
        for (Output output : history.all(Output.class)) {
            if (output.listener().equals(listener.name())) {
                writers.merge(
                        output.topic() + " " + output.inPartition() + "@" + output.inOffset(),
                        output.tx(),
                        Atomicity::both);
            }
        }
        for (DeadLetter letter : history.all(DeadLetter.class)) {
            if (letter.listener().equals(listener.name())) {
                writers.merge(letter.inPartition() + "@" + letter.inOffset(), letter.tx(), Atomicity::both);
            }
        }
        Map<Integer, NavigableMap<Long, String>> passes = new HashMap<>();
        listener.commits().forEach((partition, commits) -> passes.put(partition, passes(commits)));
        for (Given input : listener.given()) {
            Map.Entry<Long, String> pass =
                    passes.getOrDefault(input.partition(), new TreeMap<>()).higherEntry(input.offset());
            String tx = pass == null ? "" : pass.getValue();
            if (!tx.isEmpty()) {
                String place = input.partition() + "@" + input.offset();
                for (Writes writes : input.poison() ? List.<Writes>of() : listener.writes()) {
                    wrote(listener, input, tx, writers.get(writes.topic() + " " + place), "output", findings);
                }
                if (input.poison()) {
                    wrote(listener, input, tx, writers.get(place), "dead letter", findings);
                }
            }
        }
    }

    private static String both(String one, String other) {
        return one.equals(other) ? one : one + " and " + other;
    }

    private static void wrote(
            Listener listener, Given input, String tx, @Nullable String by, String what, Findings findings) {
        findings.same(
                "the transaction that commits an input's offset has what the input led to",
                Subject.of(listener.name())
                        .key(input.key())
                        .uid(input.uid())
                        .tx(tx)
                        .at(input.place()),
                what + " in transaction " + tx,
                by == null ? "no " + what : what + " in transaction " + by);
    }

    /** By offset reached: the transactions that moved the committed offset; not those that left it where it was. */
    private static NavigableMap<Long, String> passes(List<Committed> commits) {
        NavigableMap<Long, String> passes = new TreeMap<>();
        long reached = -1;
        for (Committed commit : commits) {
            if (commit.position() > reached) {
                reached = commit.position();
                passes.put(reached, commit.tx());
            }
        }
        return passes;
    }

    private static void states(History history, Listener listener, String topic, Findings findings) {
        Map<String, String> states = new HashMap<>();
        for (Change change : history.all(Change.class)) {
            if (change.listener().equals(listener.name()) && change.store().equals(StateAgreement.N)) {
                states.put(change.tx() + " " + change.key(), String.valueOf(change.value()));
            }
        }
        if (states.isEmpty()) {
            return; // nothing is told of the changelog
        }
        Links.byKey(history, listener.name(), topic).forEach((key, links) -> {
            for (int i = 0; i < links.size(); i++) {
                Link link = links.get(i);
                String tx = link.logged().tx();
                boolean last =
                        i + 1 == links.size() || !links.get(i + 1).logged().tx().equals(tx);
                if (last && !tx.isEmpty()) {
                    findings.same(
                            "a transaction's state is that of its last output",
                            link.subject(listener.name(), key),
                            "n = " + link.n() + " in the changelog",
                            "n = " + states.get(tx + " " + key) + " in the changelog");
                }
            }
        });
    }
}
