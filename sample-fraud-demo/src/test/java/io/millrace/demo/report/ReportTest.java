package io.millrace.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.demo.input.Generator;
import io.millrace.demo.truth.AlertRule;
import io.millrace.demo.truth.DayDigests;
import io.millrace.demo.truth.DayDigests.Digest;
import io.millrace.demo.truth.Feature;
import io.millrace.demo.truth.Features;
import io.millrace.demo.truth.LogisticModel;
import io.millrace.demo.truth.ModelInput;
import io.millrace.demo.truth.Reference;
import io.millrace.demo.truth.Transaction;
import io.millrace.demo.wire.Answers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final int SIZE = 40_000;
    private static final LogisticModel MODEL =
            new LogisticModel(-3, List.of(new LogisticModel.Term(ModelInput.TX_AMOUNT, 50, 40, 1.5)));

    @TempDir
    private Path dir;

    private final List<Transaction> stream = new Generator(3).take(SIZE);
    private RunFacts.Letters letters = new RunFacts.Letters(0, 0, 0);
    private Optional<Movement> movement = Optional.empty();
    private boolean repeatsAllowed;

    @Test
    void theWholeReportOfAnExactRun() {
        OutputFolder folder = answer(0);
        KillsFile.write(folder, List.of(new Kill(Instant.EPOCH, "replica-2", 137, 12_345, true, 678)));
        Report report = report(folder, 0);
        assertThat(report.lines())
                .contains(
                        "  transactions       40,000",
                        "  throughput         20,000 transactions/s (40,000 in 2.0 s)",
                        "  latency            p50 1.5 ms, p99 20.0 ms, p99.9 30.0 ms (20.0 s at 5,000/s)",
                        "  restarts survived  1, 1 with an open transaction left, 678 changelog records replayed",
                        "  features           40,000 of 40,000 equal, each exactly once",
                        "digests 34/34 equal",
                        "features exact: yes")
                .anyMatch(line -> line.matches("  alerts +\\d+,?\\d*, precision 0\\.\\d{3}, recall 0\\.\\d{3} of .*"))
                .anyMatch(line -> line.matches("  ranking +AUC ROC 0\\.\\d{3}, average precision 0\\.\\d{3}"))
                .anyMatch(line -> line.contains("card precision@100 0."));
        assertThat(report.exact()).isTrue();
    }

    @Test
    void whatReplicasThatComeAndGoDidToTheOutput() {
        OutputFolder folder = answer(0);
        KillsFile.write(folder, List.of());
        var handover = new Movement.Handover("customer-spend 1", "replica-1", "replica-2", Duration.ofMillis(412));
        movement = Optional.of(new Movement(
                List.of(
                        new Movement.Stage("1 replicas", Duration.ZERO, 19_999.6, List.of()),
                        new Movement.Stage("1 -> 2 replicas", Duration.ofSeconds(20), 21_000, List.of(handover))),
                Duration.ofMillis(1_203),
                new TreeMap<>(Map.of(0, Duration.ofMillis(90), 1, Duration.ofMillis(1_203)))));
        assertThat(report(folder, 0).lines())
                .containsSubsequence(
                        "  moves               0.0 s  1 replicas: 20,000 transactions/s",
                        "                     20.0 s  1 -> 2 replicas: 21,000 transactions/s, 1 tasks moved, handed over in"
                                + " 412 ms at most",
                        "                             customer-spend 1: replica-1 to replica-2 in 412 ms",
                        "  longest output gap 1,203 ms (partition 0: 90 ms, partition 1: 1,203 ms)");
    }

    @Test
    void oneWrongCentSpoilsTheDayAndTheRun() {
        OutputFolder folder = answer(1);
        KillsFile.write(folder, List.of());
        Report report = report(folder, 16_000);
        assertThat(report.exact()).isFalse();
        assertThat(report.lines())
                .contains(
                        "  restarts survived  none asked for",
                        "  features           39,999 of 40,000 equal, 1 different",
                        "digests 33/34 equal",
                        "features exact: no")
                .anyMatch(line -> line.contains("behind the first 16,000"))
                .anyMatch(line -> line.startsWith("  unequal: 2024-01-"));
    }

    @Test
    void aBadRecordMustEndAsADeadLetterAndNothingElseMay() {
        OutputFolder folder = answer(0);
        KillsFile.write(folder, List.of());
        assertThat(report(folder, 0).lines()).contains("  dead letters       none");
        letters = new RunFacts.Letters(4, 4, 0);
        assertThat(report(folder, 0).exact()).isTrue();
        assertThat(report(folder, 0).lines()).contains("  dead letters       4 of 4 bad records, each once");
        letters = new RunFacts.Letters(4, 3, 0);
        assertThat(report(folder, 0).exact()).isFalse();
        letters = new RunFacts.Letters(0, 0, 2);
        assertThat(report(folder, 0).exact()).isFalse();
        assertThat(report(folder, 0).lines())
                .contains("  dead letters       0 of 0 bad records, each once, and 2 not expected");
    }

    @Test
    void atLeastOnceAnAnswerMayRepeatItselfButNotDiffer() {
        OutputFolder folder = answer(0, 2);
        KillsFile.write(folder, List.of());
        assertThat(report(folder, 0).exact()).isFalse();
        repeatsAllowed = true;
        assertThat(report(folder, 0).exact()).isTrue();
        assertThat(report(folder, 0).lines())
                .contains("features exact: yes")
                .anyMatch(line -> line.matches("  features +40,000 of 40,000 equal, 1 repeated .*"));
        OutputFolder wrong = answer(1, 2);
        assertThat(report(wrong, 0).exact()).isFalse();
    }

    /** What an exact service would have answered, except for one features record. */
    private OutputFolder answer(long extraCent) {
        return answer(extraCent, 1);
    }

    /** One features record comes so many times, and only its last may be spoiled. */
    private OutputFolder answer(long extraCent, int times) {
        OutputFolder folder = OutputFolder.at(dir.resolve("out"));
        Reference reference = new Reference();
        try (OutputWriter writer = new OutputWriter(folder)) {
            for (Transaction tx : stream) {
                Features features = reference.next(tx);
                for (int n = 1; n < times && tx.id() == 9_000; n++) {
                    writer.features("features", 0, tx.id(), features);
                }
                writer.features("features", 0, tx.id(), tx.id() == 9_000 ? spoiled(features, extraCent) : features);
                writer.score(new Answers.Score(tx.id(), MODEL.score(tx, features)));
                AlertRule.reason(tx, features)
                        .ifPresent(rule -> writer.alert(new Answers.Alert(tx.id(), "c", "t", rule.text(), tx.cents())));
            }
        }
        return folder;
    }

    private static Features spoiled(Features good, long extraCent) {
        long[] values = Feature.ALL.stream().mapToLong(good::get).toArray();
        values[1] += extraCent;
        return new Features(good.id(), values);
    }

    private Report report(OutputFolder folder, int fittedOn) {
        RunFacts facts = new RunFacts(
                List.of(new RunFacts.Setting("input", "generated")),
                new RunFacts.Fed(SIZE, Duration.ofSeconds(2)),
                Optional.of(new RunFacts.Latency(Duration.ofSeconds(20), 5_000, 1_500, 20_000, 30_000)),
                letters,
                movement,
                List.of());
        return new Report(new Question(stream, MODEL, fittedOn, digests(), Set.of(), repeatsAllowed), folder, facts);
    }

    private SortedMap<Long, Digest> digests() {
        Reference reference = new Reference();
        DayDigests digests = new DayDigests(Set.of());
        stream.forEach(tx -> digests.add(tx.day(), reference.next(tx)));
        return digests.finish();
    }
}
