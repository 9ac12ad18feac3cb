package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.check.Checker;
import io.millrace.testkit.check.CounterExample;
import io.millrace.testkit.check.Event;
import io.millrace.testkit.check.Guarantee;
import io.millrace.testkit.check.Guarantees;
import io.millrace.testkit.check.History;
import io.millrace.testkit.check.Report;
import io.millrace.testkit.check.Verdict;
import io.millrace.testkit.sim.Forgery.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whether the checker can be trusted: it finds nothing in histories of runs that went well, and everything in histories that
 * were made of them by one forgery each. Prints which guarantee finds which forgery; {@code -Dmillrace.history.seeds=N} makes
 * more good histories.
 */
class SimulatedHistoriesTest {
    private static final int GOOD_SEEDS = Integer.getInteger("millrace.history.seeds", 6);
    private static final int FORGED_SEEDS_MAX = 6;
    private static final int MUTANT_SEEDS_MAX = 100;
    private static final int TIMES = 2;
    private static final int STEPS_MAX = 25;
    private static final GoodHistories GOOD = new GoodHistories();

    /** Rules of guarantees that were meant. */
    private final Set<String> lookedAt = new TreeSet<>();

    private final Set<String> found = new TreeSet<>();
    private final List<String> missed = new ArrayList<>();

    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        Map<Guarantee, Long> comparisons = new LinkedHashMap<>();
        for (long seed = 1; seed <= GOOD_SEEDS; seed++) {
            GoodHistories histories = seed <= FORGED_SEEDS_MAX ? GOOD : new GoodHistories();
            for (Source source : Source.values()) {
                Report report = Checker.check(histories.of(source, seed));
                assertThat(report.holds())
                        .as("%s, seed %d:%n%s", source, seed, report)
                        .isTrue();
                report.verdicts()
                        .forEach(
                                (guarantee, verdict) -> comparisons.merge(guarantee, verdict.comparisons(), Long::sum));
            }
        }
        assertThat(comparisons)
                .as("a check that looks at nothing proves nothing")
                .allSatisfy((guarantee, count) ->
                        assertThat(count).as(guarantee.toString()).isGreaterThan(50L * GOOD_SEEDS));
    }

    /** An ordinary consumer is not told of transactions: less can be checked, and nothing must seem wrong for it. */
    @Test
    void nothingIsFoundWhereTransactionsHaveNoNames() {
        for (Source source : Source.values()) {
            Draft draft = new Draft(GOOD.of(source, 1), 1);
            draft.all(Event.class, event -> !event.tx().isEmpty())
                    .forEach(event -> draft.replace(event, Draft.with(event, "tx", "")));
            Report report = Checker.check(draft.history());
            assertThat(report.holds()).as("%s%n%s", source, report).isTrue();
            assertThat(report.unseen()).doesNotContain(Guarantees.of("G1"), Guarantees.of("G2"), Guarantees.of("G4"));
        }
    }

    @Test
    void everyForgeryIsFoundByTheGuaranteeThatIsMeant() {
        StringBuilder table = new StringBuilder();
        for (Forgery forgery : forgeries()) {
            table.append(tried(forgery));
        }
        Set<String> idle = new TreeSet<>(lookedAt);
        idle.removeAll(found);
        System.out.println("forged histories: " + forgeries().size() + "\n" + table);
        assertThat(missed).as("not found").isEmpty();
        assertThat(idle).as("rules that no forgery breaks").isEmpty();
        assertThat(forgeries().stream().map(Forgery::guarantee).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Guarantees.ALL.stream().map(Guarantee::id).toList());
    }

    /** Without the simulator's own rules: what the engine did wrong shows in what it left behind. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"NO_SEEK_AFTER_ROLLBACK", "RELEASED_FORGOTTEN", "HIGHEST_COMMITTED_WHILE_REREADING"})
    void wrongEnginesShowInTheHistoryAlone(Mutant mutant) {
        // A run that is broken off is behind with everything else.
        List<Guarantee> aboutLogs =
                Stream.of("G1", "G2", "G3", "G5").map(Guarantees::of).toList();
        Optional<Guarantee> broken = Optional.empty();
        for (int i = 0; i < MUTANT_SEEDS_MAX && broken.isEmpty(); i++) {
            HistoryRecorder recorder = new HistoryRecorder();
            long seed = mutant.firstSeed() + i;
            try {
                new SimRun(seed, mutant.options(seed).mutated(recorder.watching(mutant.mutation()))).run();
            } catch (SimViolation alsoFound) {
                // What happened until then is the history.
            }
            History history = recorder.history();
            broken = aboutLogs.stream()
                    .filter(guarantee -> !guarantee.of(history).violations().isEmpty())
                    .findFirst();
        }
        assertThat(broken).isPresent();
    }

    private static List<Forgery> forgeries() {
        return Stream.of(ForgedOutputs.all(), ForgedState.all(), ForgedTime.all())
                .flatMap(List::stream)
                .toList();
    }

    private String tried(Forgery forgery) {
        int tried = 0;
        TreeSet<String> others = new TreeSet<>();
        int steps = 0;
        for (long seed = 1; seed <= FORGED_SEEDS_MAX && tried < TIMES; seed++) {
            Draft draft = new Draft(GOOD.of(forgery.source(), seed), seed);
            if (forgery.edit().on(draft)) {
                tried++;
                History forged = draft.history();
                Guarantee meant = Guarantees.of(forgery.guarantee());
                Verdict verdict = meant.of(forged);
                verdict.looked().keySet().forEach(rule -> lookedAt.add(meant.id() + " " + rule));
                verdict.violations().forEach(violation -> found.add(meant.id() + " " + violation.rule()));
                if (verdict.violations().isEmpty()) {
                    missed.add(forgery.guarantee() + " " + forgery.what() + ", seed " + seed);
                } else if (tried == 1) {
                    steps = small(forgery, meant, forged);
                }
                for (Guarantee other : Guarantees.ALL) {
                    if (other != meant && !other.of(forged).violations().isEmpty()) {
                        others.add(other.id());
                    }
                }
            }
        }
        if (tried < TIMES) {
            missed.add(forgery.guarantee() + " " + forgery.what() + ": found in " + tried + " histories only");
        }
        return String.format(
                "  %-4s %-60s %3d facts %s%n",
                forgery.guarantee(), forgery.what(), steps, others.isEmpty() ? "" : "also " + others);
    }

    /** The counter-example has the very same violation, and no fact too many. */
    private int small(Forgery forgery, Guarantee meant, History forged) {
        CounterExample example =
                CounterExample.of(meant, forged, meant.of(forged).violations().get(0));
        History reduced = example.history(forged);
        assertThat(meant.of(reduced).violations()).contains(example.violation());
        if (example.steps().size() > STEPS_MAX) {
            missed.add(forgery.guarantee() + " " + forgery.what() + ": not small\n" + example);
        }
        return example.steps().size();
    }
}
