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
import java.nio.file.Path;
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
    /** A replica that finds its directory replays what was committed while it was away, and no more than was fed. */
    private static final long RESTORED_RECORDS_MAX = 30_000;

    private final Trial trial;
    private final Fleet fleet;
    private final long startedNanos;

    /** @param startedNanos when the trial began */
    public Ending(Trial trial, long startedNanos) {
        this.trial = trial;
        this.fleet = trial.fleet();
        this.startedNanos = startedNanos;
    }

    /** Ends the trial and says what came of it. */
    public Outcome end() {
        trial.brokers().links().forEach(Link::heal);
        trial.journals().tell(new Observed.Healed());
        trial.pass(CALM);
        trial.feeder().finish();
        trial.tell("waiting until everything is handled");
        new Rest(trial, checked()).await(LAG_ZERO);
        fleet.all().forEach(this::mustWork);
        Map<String, Map<String, Set<Integer>>> owned = stop();
        trial.tell("recording");
        Path history = trial.journals().folder();
        long transactions = record(history.resolve("logs.jsonl"), owned);
        Report report = Checker.check(HistoryReader.read(List.of(history)));
        vacuous(report);
        Findings findings = trial.findings();
        return new Outcome(
                report,
                findings.unkept(),
                findings.slow(),
                findings.recoveries(),
                new Outcome.Figures(
                        trial.feeder().acked(),
                        transactions,
                        fleet.kills(),
                        (System.nanoTime() - startedNanos) / 1_000_000_000));
    }

    /** The listeners that are asked to be right. */
    private List<String> checked() {
        return Names.LISTENERS.stream()
                .filter(listener -> !trial.abandoned().contains(listener))
                .toList();
    }

    private void mustWork(Replica replica) {
        if (!fleet.mustBeAlive(replica)) {
            return;
        }
        trial.expect(
                replica.isAlive(),
                "replica " + replica.name() + " is alive at the end; it ended with status "
                        + replica.status().map(String::valueOf).orElse("unknown") + ", its log: " + replica.log());
        trial.expect(
                replica.gaveUp().isEmpty() || !trial.abandoned().isEmpty(),
                "replica " + replica.name() + " works to the end; it gave up with " + replica.gaveUp() + ", its log: "
                        + replica.log());
    }

    /** Who owned what when it was asked to end. */
    private Map<String, Map<String, Set<Integer>>> stop() {
        List<Replica> alive = fleet.all().stream().filter(Replica::isAlive).toList();
        Map<String, Map<String, Set<Integer>>> owned = new HashMap<>();
        alive.forEach(replica -> owned.put(replica.name(), replica.tasks()));
        alive.forEach(Replica::askToEnd);
        alive.forEach(Replica::awaitEnd);
        return owned;
    }

    private long record(Path file, Map<String, Map<String, Set<Integer>>> owned) {
        try (HistoryWriter logs = HistoryWriter.open(file, "logs")) {
            Recorder.declare(LAG_ZERO.toMillis(), RESTORED_RECORDS_MAX, checked(), logs::add);
            Recorder recorder =
                    new Recorder(trial.admin(), id -> trial.brokers().data(id), Plan.PARTITIONS, logs::add);
            recorder.record(checked());
            for (String listener : checked()) {
                for (Replica replica : fleet.all()) {
                    Set<Integer> tasks =
                            owned.getOrDefault(replica.name(), Map.of()).getOrDefault(listener, Set.of());
                    StateFolder.tell(replica.state().resolve(listener), replica.name(), listener, tasks, logs::add);
                }
                fleet.forEachCopy(
                        (state, id) -> StateFolder.tell(state.resolve(listener), id, listener, Set.of(), logs::add));
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
        if (trial.abandoned().contains(Names.ORDERED)) {
            asked.remove("G13");
        }
        for (String required : asked) {
            trial.expect(!unseen.contains(required), "the history tells something of " + required);
        }
    }
}
