package io.millrace.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.chaos.cluster.Program;
import io.millrace.chaos.scenario.Scenario;
import io.millrace.chaos.scenario.Scenarios;
import io.millrace.chaos.trial.Outcome;
import io.millrace.testkit.check.Guarantee;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A selection with fixed seeds on real processes; {@code ./chaos --all} does the rest. Bounds of time are not looked at: the
 * machine builds beside it. {@code -Dmillrace.tests.excluded=chaos,soak} leaves it out.
 */
@Tag("chaos")
class SmokeTest {
    private static final long SEED = 7;

    private static Outcome run(Scenario scenario) {
        Path runs = Path.of(System.getProperty(Chaos.RUNS, "target/runs"));
        return new Runner(Program.MILLRACE, runs, false, line -> {}).run(scenario, SEED, 1);
    }

    @Test
    void replicasThatAreKilledLoseNothing() {
        assertKept(run(Scenarios.shortKill()));
    }

    @Test
    void aZombieIsNotSeen() {
        assertKept(run(Scenarios.of("zombie")));
    }

    /** Or else the two above could hold because nothing is looked at. */
    @Test
    void repeatedOutputsAreFound() {
        Outcome outcome = run(Scenarios.killWithRepetition());
        assertThat(outcome.kept()).isFalse();
        assertThat(outcome.report()).isNotNull();
        assertThat(outcome.report().violated()).extracting(Guarantee::id).contains("G1", "G5");
    }

    private static void assertKept(Outcome outcome) {
        assertThat(outcome.kept()).as("%s", String.join("\n", outcome.lines())).isTrue();
        assertThat(outcome.recoveries()).isNotEmpty();
        assertThat(outcome.figures().transactions()).isPositive();
    }
}
