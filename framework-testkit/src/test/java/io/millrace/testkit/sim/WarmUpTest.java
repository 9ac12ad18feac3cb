package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.EngineSettings;
import io.millrace.port.GroupLog.Changelog;
import io.millrace.port.Partition;
import io.millrace.state.Checkpoint;
import io.millrace.state.StoreBatch;
import io.millrace.state.StoreEngine;
import io.millrace.state.TaskStore;
import io.millrace.state.memory.MemoryStores;
import org.junit.jupiter.api.Test;

/** A worker fetches the state of a task that is still another's. */
class WarmUpTest {
    private static final int RECORDS = 40;
    private static final EngineSettings SETTINGS =
            new Bounds().commitIntervalMs(50).warmUp(5, 2_000).settings();

    private final SimCluster cluster =
            new SimCluster(new SimLoop(1), true).topic("in", 1).topic("out", 1).topic("by-group", 1);
    private final StoreEngine disk = new MemoryStores();
    private final OneWorker owner = new OneWorker(new TallyListener(), cluster, SETTINGS);
    private final OneWorker next = new OneWorker(new TallyListener(), cluster, SETTINGS, disk).named("next");
    private long fed;

    private void feed(int records) {
        for (int i = 0; i < records; i++) {
            // No handler refuses these.
            owner.produce(
                    "in",
                    0,
                    new Message(
                            17L * 13L, "k" + fed++, 1, cluster.loop().clock().wallMs()));
            owner.runMs(20);
        }
        owner.runMs(400);
    }

    @Test
    void littleIsLeftToReplayWhenTheTaskComes() {
        owner.runMs(500);
        feed(RECORDS);
        next.announce(0);
        feed(1);
        assertThat(next.warmed()).singleElement().satisfies(records -> assertThat(records)
                .isGreaterThan(RECORDS));
        assertThat(disk.position(0)).isPositive();
        assertThat(owner.records()).as("the owner works on").isEqualTo(RECORDS + 1);

        next.step();
        next.step();
        assertThat(next.asked()).containsExactly("askForShare");
        owner.stop();
        next.runMs(500);
        assertThat(next.restored()).singleElement().satisfies(how -> assertThat(how.records())
                .isLessThan(RECORDS / 2));
        assertThat(next.problems()).isEmpty();
        assertThat(next.asked()).as("once for each announcement").hasSize(1);
    }

    @Test
    void whatTookLongIsFetchedAgainUntilLittleIsMissing() {
        owner.runMs(500);
        feed(RECORDS);
        next.announce(0);
        feed(RECORDS);
        next.announce(0);
        feed(1);
        assertThat(next.warmed()).hasSize(2).allMatch(records -> records > RECORDS);
        next.step();
        next.step();
        assertThat(next.asked()).containsExactly("askForShare");
        // Who writes faster than this must not keep the task for ever.
        next.announce(0);
        feed(1);
        next.step();
        assertThat(next.asked()).containsExactly("askForShare", "askForShare cold");
    }

    @Test
    void whatComesIsOpenedBeforeItIsThereAndNotAskedFor() {
        owner.runMs(500);
        feed(RECORDS);
        next.coming(0);
        feed(1);
        next.step();
        next.step();
        assertThat(next.warmed()).hasSize(1);
        assertThat(next.asked()).isEmpty();
        owner.stop();
        next.runMs(500);
        assertThat(next.restored()).singleElement().satisfies(how -> assertThat(how.records())
                .isLessThan(RECORDS / 2));
        assertThat(next.problems()).isEmpty();
    }

    /** It was given out already, and ended with the task: it must not be given out again. */
    @Test
    void aTaskThatGoesAndComesAgainWhileItIsFetchedIsOpenedAnew() {
        owner.runMs(500);
        feed(RECORDS);
        owner.stop();
        next.announce(0);
        // It joins, and has the task while the task is still being fetched.
        for (int i = 0; i < 10; i++) {
            next.step();
        }
        assertThat(next.restored()).as("it is under way").isEmpty();
        Partition in = new Partition("in", 0);
        next.takeAway(in);
        next.giveBack(in);
        next.runMs(1_000);
        assertThat(next.restored()).hasSize(1);
        assertThat(next.problems()).isEmpty();
    }

    @Test
    void whatIsAnnouncedNoLongerIsClosed() {
        owner.runMs(500);
        feed(RECORDS);
        next.announce(0);
        feed(1);
        next.announce();
        next.step();
        next.step();
        assertThat(next.asked()).isEmpty();
        disk.open(0).close();
    }

    @Test
    void whatCannotBeWarmedIsAskedForAllTheSame() {
        owner.runMs(500);
        feed(RECORDS);
        try (TaskStore ahead = disk.open(0)) {
            Changelog log = cluster.changelog(SimListener.changelogOf("tally"), 0);
            long now = cluster.loop().clock().wallMs();
            ahead.write(new StoreBatch(), new Checkpoint(log.clusterId(), log.topicId(), 0, 1_000_000, now));
        }
        next.announce(0);
        feed(1);
        next.step();
        next.step();
        assertThat(next.asked()).containsExactly("askForShare cold");
        assertThat(disk.position(0)).as("whatever it is, it is kept").isEqualTo(1_000_000);
    }
}
