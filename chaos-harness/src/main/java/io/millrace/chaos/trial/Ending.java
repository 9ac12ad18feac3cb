package io.millrace.chaos.trial;

import io.millrace.chaos.cluster.Link;
import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.record.Recorder;
import io.millrace.chaos.record.StateFolder;
import io.millrace.chaos.wire.Names;
import io.millrace.testkit.check.Checker;
import io.millrace.testkit.check.Guarantee;
import io.millrace.testkit.check.HistoryReader;
import io.millrace.testkit.check.HistoryWriter;
import io.millrace.testkit.check.Observed;
import io.millrace.testkit.check.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What comes after every scenario: heal, catch up, stop in order, record, check. */
public final class Ending {
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration LAG_ZERO = Duration.ofSeconds(90);
    /** Longer than any commit interval that a scenario sets, so that a replica at work would have committed. */
    private static final Duration STILL = Duration.ofSeconds(3);
    /** A replica that finds its directory replays what was committed while it was away, and no more than was fed. */
    private static final long RESTORED_RECORDS_MAX = 30_000;

    private final Trial trial;
    private final long startedNanos;

    /** @param startedNanos when the trial began */
    public Ending(Trial trial, long startedNanos) {
        this.trial = trial;
        this.startedNanos = startedNanos;
    }

    /** Ends the trial and says what came of it. */
    public Outcome end() {
        trial.brokers().links().forEach(Link::heal);
        trial.note(new Observed.Healed());
        trial.pass(CALM);
        trial.feeder().finish();
        trial.tell("waiting until everything is handled");
        catchUp();
        Map<String, Map<String, Set<Integer>>> owned = stop();
        trial.tell("recording");
        long transactions = record(owned);
        Report report = Checker.check(HistoryReader.read(List.of(trial.history())));
        vacuous(report);
        return new Outcome(
                report,
                trial.unkept(),
                trial.slow(),
                trial.recoveries(),
                new Outcome.Figures(
                        trial.feeder().acked(),
                        transactions,
                        trial.kills(),
                        (System.nanoTime() - startedNanos) / 1_000_000_000));
    }

    /** The listeners that are asked to be right. */
    private List<String> checked() {
        return Names.LISTENERS.stream()
                .filter(listener -> !trial.abandoned().contains(listener))
                .toList();
    }

    /**
     * Waits until all is read and released, and committed offsets have stopped moving. A replica that is asked to end between
     * two timers that are due leaves the second to its successor: as it may, but then the end of the run tells nothing of it.
     */
    private void catchUp() {
        Lags lags = new Lags(trial.admin(), trial.brokers().bootstrap());
        Map<String, Lags.Look> last = new HashMap<>();
        Stillness stillness = new Stillness(STILL);
        try {
            trial.mustHappen(
                    "lag 0 of all listeners, at rest", LAG_ZERO.plus(STILL), () -> isAtRest(lags, last, stillness));
        } catch (Unkept late) {
            trial.expect(false, late.getMessage() + ": " + last);
        }
    }

    private boolean isAtRest(Lags lags, Map<String, Lags.Look> last, Stillness stillness) {
        boolean done = true;
        for (String listener : checked()) {
            Lags.Look look = look(lags, listener);
            last.put(listener, look);
            if (look.records() != Lags.UNKNOWN) {
                trial.note(new Observed.Lag(listener, look.records()));
            }
            done &= look.isDone();
        }
        if (!done) {
            stillness.broken();
            return false;
        }
        return stillness.of(Map.copyOf(last), System.nanoTime());
    }

    private static Lags.Look look(Lags lags, String listener) {
        try {
            return lags.of(listener);
        } catch (InterruptedException e) {
            throw Trial.interrupted(e);
        }
    }

    /** Who owned what when it was asked to end. */
    private Map<String, Map<String, Set<Integer>>> stop() {
        Map<String, Map<String, Set<Integer>>> owned = new HashMap<>();
        for (Replica replica : trial.replicas()) {
            if (replica.isAlive()) {
                owned.put(replica.name(), replica.tasks());
            } else if (!trial.expectedToEnd().contains(replica.name())) {
                trial.expect(
                        false,
                        "replica " + replica.name() + " is alive at the end; it ended with status "
                                + replica.status().map(String::valueOf).orElse("unknown") + ", its log: "
                                + replica.log());
            }
            if (!replica.gaveUp().isEmpty()
                    && trial.abandoned().isEmpty()
                    && !trial.expectedToEnd().contains(replica.name())) {
                trial.expect(
                        false,
                        "replica " + replica.name() + " works to the end; it gave up with " + replica.gaveUp()
                                + ", its log: " + replica.log());
            }
        }
        List<Replica> alive = trial.replicas().stream().filter(Replica::isAlive).toList();
        alive.forEach(Replica::askToEnd);
        alive.forEach(Replica::awaitEnd);
        return owned;
    }

    private long record(Map<String, Map<String, Set<Integer>>> owned) {
        try (HistoryWriter logs = HistoryWriter.open(trial.history().resolve("logs.jsonl"), "logs")) {
            Recorder.declare(LAG_ZERO.toMillis(), RESTORED_RECORDS_MAX, checked(), logs::add);
            Recorder recorder =
                    new Recorder(trial.admin(), id -> trial.brokers().data(id), Plan.PARTITIONS, logs::add);
            recorder.record();
            for (String listener : checked()) {
                for (Replica replica : trial.replicas()) {
                    Set<Integer> tasks =
                            owned.getOrDefault(replica.name(), Map.of()).getOrDefault(listener, Set.of());
                    StateFolder.tell(replica.state().resolve(listener), replica.name(), listener, tasks, logs::add);
                }
                trial.copies().forEach((name, count) -> {
                    for (int number = 1; number <= count; number++) {
                        StateFolder.tell(
                                trial.copyOf(name, number).resolve(listener),
                                name + "#" + number,
                                listener,
                                Set.of(),
                                logs::add);
                    }
                });
            }
            return recorder.transactions();
        }
    }

    private void vacuous(Report report) {
        List<String> unseen = report.unseen().stream().map(Guarantee::id).toList();
        List<String> asked = new ArrayList<>(trial.plan().required());
        if (trial.abandoned().contains(Names.WINDOWS)) {
            asked.remove("G9");
        }
        for (String required : asked) {
            trial.expect(!unseen.contains(required), "the history tells something of " + required);
        }
    }
}
