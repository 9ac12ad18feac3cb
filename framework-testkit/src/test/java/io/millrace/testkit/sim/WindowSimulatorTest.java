package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Windows through crashes, stalls and moves: each window of each key gives its final result exactly once.
 * {@code -Dmillrace.seeds=N} runs more, {@code -Dmillrace.seed=S} one.
 */
class WindowSimulatorTest {
    private static final long FIRST = 100_000;
    private static final int SEEDS = Integer.getInteger("millrace.seeds", 120);

    @Test
    void eachWindowIsFinalExactlyOnceForEverySeed() {
        int deaths = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            deaths += new SimRun(seed, SimOptions.of(seed).withWindows()).run().deaths();
        }
        // Without enough trouble, holding means nothing.
        assertThat(deaths).isGreaterThan(SEEDS);
    }

    @Test
    void oneSeed() {
        long seed = Long.getLong("millrace.seed", FIRST);
        new SimRun(seed, SimOptions.of(seed).withWindows()).run();
    }
}
