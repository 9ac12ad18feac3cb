package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.EngineSettings;
import io.millrace.model.EventTimeModel;
import io.millrace.model.WatermarkStrategy;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine keeps its promises over seeds. {@code -Dmillrace.seeds=N} runs more, {@code -Dmillrace.seed=S} one. */
class SimulatorTest {
    private static final long FIRST = 1;
    private static final int SEEDS = Integer.getInteger("millrace.seeds", 250);

    /** Never too short for the simulator's records. */
    private static final UnaryOperator<EventTimeModel> WITH_LEARNED_DISORDER = time -> new EventTimeModel(
            WatermarkStrategy.ADAPTIVE,
            time.method(),
            TallyListener.DISORDER_MS,
            4 * TallyListener.DISORDER_MS,
            900_000,
            time.idleMs());

    @Test
    void promisesHoldForEverySeed() {
        long steps = 0;
        int deaths = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            SimRun.Report report = new SimRun(seed, SimOptions.of(seed)).run();
            steps += report.steps();
            deaths += report.deaths();
        }
        // Without enough trouble, holding means nothing.
        assertThat(deaths).isGreaterThan(SEEDS);
        assertThat(steps).isGreaterThan(500L * SEEDS);
    }

    /** Other shapes, some kinds of trouble only; some replicas never come back, or trouble never ends. */
    @Test
    void promisesHoldForEverySwarm() {
        for (long seed = FIRST; seed < FIRST + SEEDS / 2; seed++) {
            new SimRun(seed, SimOptions.swarm(seed)).run();
        }
    }

    /** Whatever dies meanwhile, nobody waits for ever, and what was learned comes along. */
    @Test
    void promisesHoldWherePartitionsWaitForEachOtherAndLearnTheirDisorder() {
        Retimed retimed = new Retimed(20, WITH_LEARNED_DISORDER);
        for (long seed = FIRST; seed < FIRST + SEEDS / 2; seed++) {
            new SimRun(seed, SimOptions.of(seed).mutated(retimed)).run();
        }
    }

    /** What is done wrong shows before everything has come to rest, too. */
    @Test
    void aWrongEngineIsFoundWhereTroubleNeverEnds() {
        assertThatThrownBy(() -> {
                    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
                        SimOptions options = SimOptions.swarm(seed);
                        if (options.adversity().ending() == Adversity.Ending.NEVER) {
                            new SimRun(seed, options.mutated(Mutant.NO_SEEK_AFTER_ROLLBACK.mutation())).run();
                        }
                    }
                })
                .isInstanceOf(SimViolation.class)
                .hasMessageContaining("expected");
    }

    @Test
    void oneSwarmSeed() {
        long seed = Long.getLong("millrace.seed", 1);
        new SimRun(seed, SimOptions.swarm(seed)).run();
    }

    @Test
    void oneSeed() {
        long seed = Long.getLong("millrace.seed", 1);
        new SimRun(seed, SimOptions.of(seed)).run();
    }

    /** Far out, both in what state with a life's end holds beside an entry that is written again out of order. */
    @ParameterizedTest
    @ValueSource(longs = {41_177, 49_585})
    void seedsThatFoundSomethingOnce(long seed) {
        new SimRun(seed, SimOptions.of(seed).bounded(tight())).run();
    }

    /** A process that stands still: while it waits for a rebalance, and between the questions of an opening. */
    @ParameterizedTest
    @ValueSource(longs = {53_950, 97_370})
    void seedsInWhichSomebodyStoodStill(long seed) {
        new SimRun(seed, SimOptions.swarm(seed)).run();
    }

    @Test
    void promisesHoldWhenStampsAreRareAndMostRecordsWaitOnDisk() {
        long spilled = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS / 5; seed++) {
            spilled +=
                    new SimRun(seed, SimOptions.of(seed).bounded(tight())).run().spilled();
        }
        assertThat(spilled).isGreaterThan(SEEDS);
    }

    /** Only outputs leave the transaction: they may come again, and are the same; state and what is re-keyed stay exact. */
    @Test
    void atLeastOnceRepeatsOutputsAndNothingElse() {
        EngineSettings atLeastOnce = new Bounds().atLeastOnce().settings();
        long repeated = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS / 5; seed++) {
            repeated += new SimRun(seed, SimOptions.of(seed).bounded(atLeastOnce))
                    .run()
                    .repeated();
        }
        assertThat(repeated).as("without repetition this proves nothing").isGreaterThan(SEEDS / 5);
    }

    @Test
    void aSeedGivesTheSameTraceTwice() {
        SimRun.Report once = new SimRun(7, SimOptions.of(7)).run();
        SimRun.Report again = new SimRun(7, SimOptions.of(7)).run();
        assertThat(again).isEqualTo(once);
    }

    /** Stamps are rare, and most records that wait do so on disk. */
    static EngineSettings tight() {
        return new Bounds().orderHeapBytesMax(1_000).stampIntervalMs(700).settings();
    }
}
