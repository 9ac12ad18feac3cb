package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.EngineSettings;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.windowing.watermark.Stamp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a worker tells downstream how far it is. */
class StampIntervalTest {
    private static final long COMMIT_INTERVAL_MS = 50;
    private static final long FED_MS = 5_000;
    private static final long EVERY_MS = 25;

    private final SimCluster cluster = new SimCluster(new SimLoop(1), true);
    private final SimClock clock = cluster.loop().clock();

    private static EngineSettings settings(long stampIntervalMs) {
        return new Bounds()
                .commitIntervalMs(COMMIT_INTERVAL_MS)
                .stampIntervalMs(stampIntervalMs)
                .settings();
    }

    private OneWorker worker(int stampedPartitions, long stampIntervalMs) {
        cluster.topic("in", 1).topic("out", 1).topic("by-group", stampedPartitions);
        return new OneWorker(new TallyListener(), cluster, settings(stampIntervalMs));
    }

    private void feed(OneWorker worker) {
        // No handler refuses these.
        long uid = 17L * 13L;
        worker.runMs(500);
        for (long fed = 0; fed < FED_MS; fed += EVERY_MS) {
            worker.produce("in", 0, new Message(uid, "k", 1, clock.wallMs()));
            worker.runMs(EVERY_MS);
        }
    }

    private List<Stamp.TaskStamp> stamps() {
        List<Stamp.TaskStamp> stamps = new ArrayList<>();
        for (InputRecord record : cluster.log(new Partition("by-group", 0)).committed()) {
            byte[] stamp = record.headers().last(Stamp.HEADER);
            if (stamp != null) {
                stamps.addAll(Stamp.decode(stamp).entries());
            }
        }
        return stamps;
    }

    @Test
    void eachCommitStampsWhereThatIsNotTooMuch() {
        feed(worker(2, EngineSettings.STAMP_INTERVAL_AUTO));
        assertThat(stamps()).hasSizeBetween(50, 110);
    }

    @Test
    void beyondAThousandStampsASecondOnlyEverySecond() {
        feed(worker(100, EngineSettings.STAMP_INTERVAL_AUTO));
        assertThat(stamps()).hasSizeBetween(5, 8);
    }

    @Test
    void theConfiguredIntervalIsKept() {
        feed(worker(2, 2_000));
        assertThat(stamps()).hasSizeBetween(3, 4);
    }

    @Test
    void theFirstCommitStampsAndTheLastNewsIsToldWithoutAnyRecord() {
        OneWorker worker = worker(2, 2_000);
        worker.runMs(500);
        assertThat(stamps()).as("the first does not wait").hasSize(1);
        long time = clock.wallMs();
        worker.produce("in", 0, new Message(17L * 13L, "k", 1, time));
        worker.runMs(1_000);
        assertThat(stamps()).as("the record is committed, the stamp waits").hasSize(1);
        assertThat(cluster.log(new Partition("out", 0)).committed()).hasSize(1);
        worker.runMs(1_500);
        assertThat(stamps()).hasSize(2);
        assertThat(stamps().get(1).watermark()).isEqualTo(time - TallyListener.DISORDER_MS);
        worker.runMs(5_000);
        assertThat(stamps()).as("nothing new, nothing said").hasSize(2);
        assertThat(worker.problems()).isEmpty();
    }
}
