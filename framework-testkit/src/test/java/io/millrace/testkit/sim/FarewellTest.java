package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.state.memory.MemoryStores;
import org.junit.jupiter.api.Test;

/** A worker that leaves for good works on until another has its task. */
class FarewellTest {
    private static final int RECORDS = 40;
    private static final long HAND_OVER_MS_MAX = 9_000;

    private final Bounds bounds = new Bounds().commitIntervalMs(50).warmUp(5, 2_000);
    private final SimCluster cluster =
            new SimCluster(new SimLoop(1), true).topic("in", 1).topic("out", 1).topic("by-group", 1);

    private OneWorker worker(String name, Bounds with) {
        return new OneWorker(new TallyListener(), cluster, with.settings(), new MemoryStores()).named(name);
    }

    private long nowMs() {
        return cluster.loop().clock().wallMs();
    }

    /** Until it has ended; how long that took. */
    private long leaves(OneWorker leaving, OneWorker... others) {
        long began = nowMs();
        leaving.askToLeave();
        while (leaving.step()) {
            for (OneWorker other : others) {
                other.step();
            }
        }
        return nowMs() - began;
    }

    private OneWorker owner(Bounds with) {
        OneWorker owner = worker("owner", with);
        owner.runMs(500);
        for (int i = 0; i < RECORDS; i++) {
            owner.produce("in", 0, new Message(17L * 13L, "k" + i, 1, nowMs())); // no handler refuses these
            owner.runMs(20);
        }
        return owner;
    }

    private static void together(OneWorker one, OneWorker other) {
        for (int i = 0; i < 100; i++) {
            one.step();
            other.step();
        }
    }

    @Test
    void itsTaskIsOpenElsewhereWhenItEnds() {
        OneWorker owner = owner(bounds.handOverMsMax(HAND_OVER_MS_MAX));
        OneWorker next = worker("next", bounds);
        together(owner, next);
        assertThat(next.restored()).as("the owner stays the owner").isEmpty();

        assertThat(leaves(owner, next)).isLessThan(HAND_OVER_MS_MAX);
        next.runMs(300);
        assertThat(next.restored()).hasSize(1);
        owner.produce("in", 0, new Message(17L * 13L, "k", 1, nowMs()));
        next.runMs(500);
        assertThat(next.records()).isEqualTo(1);
        assertThat(next.problems()).isEmpty();
        assertThat(owner.problems()).isEmpty();
    }

    @Test
    void nobodyWaitsWhereThereIsNobodyElse() {
        assertThat(leaves(owner(bounds.handOverMsMax(HAND_OVER_MS_MAX)))).isLessThan(100);
    }

    @Test
    void twoThatLeaveTogetherDoNotWaitForEachOther() {
        OneWorker owner = owner(bounds.handOverMsMax(HAND_OVER_MS_MAX));
        OneWorker next = worker("next", bounds);
        together(owner, next);
        next.askToLeave();
        assertThat(leaves(owner, next)).isLessThan(1_000);
    }

    @Test
    void oneThatIsSilentIsNotWaitedForForLong() {
        OneWorker owner = owner(bounds.handOverMsMax(2_000));
        together(owner, worker("silent", bounds));
        assertThat(leaves(owner)).isBetween(2_000L, 2_500L);
    }

    @Test
    void itCanBeToldNotToWait() {
        OneWorker owner = owner(bounds.handOverMsMax(0));
        OneWorker next = worker("next", bounds);
        together(owner, next);
        assertThat(leaves(owner, next)).isLessThan(100);
        assertThat(next.restored()).isEmpty();
    }
}
