package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The checks are worth what they find: each wrong engine must be found out within some seeds. */
class MutantTest {
    private static final int SEEDS_MAX = 200;
    private static final String SURVIVED = "SURVIVED";

    @Test
    void everyMutantIsKilled(TestReporter reporter) {
        Map<Mutant, String> table = new LinkedHashMap<>();
        for (Mutant mutant : Mutant.values()) {
            table.put(mutant, killed(mutant));
        }
        StringBuilder text = new StringBuilder("kill table\n");
        table.forEach((mutant, how) -> text.append(String.format("  %-40s %s%n", mutant, how)));
        reporter.publishEntry(text.toString());
        assertThat(table).as(text.toString()).doesNotContainValue(SURVIVED);
    }

    private static String killed(Mutant mutant) {
        for (int i = 0; i < SEEDS_MAX; i++) {
            long seed = mutant.firstSeed() + i;
            try {
                new SimRun(seed, SimOptions.of(seed).mutated(mutant.mutation())).run();
            } catch (SimViolation found) {
                Throwable cause = found.getCause();
                return "seed " + seed + ": " + (cause == null ? found : cause).getMessage();
            }
        }
        return SURVIVED;
    }
}
