package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.FailureAction;
import io.millrace.api.Order;
import io.millrace.engine.CommitNote;
import io.millrace.engine.EngineSettings;
import io.millrace.engine.InputPlan;
import io.millrace.engine.NegativeTime;
import io.millrace.model.EventTimeModel;
import io.millrace.model.WatermarkStrategy;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Headers;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.state.memory.MemoryStores;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Partitions that run ahead in event time wait for the slowest, and never for what will not come. */
class AlignmentTest {
    private static final long T = 1_767_225_600_000L;
    private static final long DRIFT_MS = 1_000;
    private static final int RECORDS = 200;
    private static final Partition FAST = new Partition(TimedListener.IN, 0);
    private static final Partition SLOW = new Partition(TimedListener.IN, 1);
    private static final EventTimeModel NEVER_IDLE = new EventTimeModel(WatermarkStrategy.BOUNDED, false, 0, 0, 0, -1);

    private final SimCluster cluster = new SimCluster(new SimLoop(1), true);

    private static SimMutation aligned(long driftMs) {
        return new Retimed(driftMs, UnaryOperator.identity());
    }

    private OneWorker worker(long driftMs, EngineSettings settings) {
        cluster.topic(TimedListener.IN, 2).topic(TimedListener.OUT, 1).topic(TimedListener.LATE, 1);
        TimedListener listener = new TimedListener(NEVER_IDLE, Order.ARRIVAL);
        OneWorker worker = new OneWorker(listener, cluster, settings, new MemoryStores(), aligned(driftMs));
        worker.runMs(200);
        return worker;
    }

    private OneWorker worker(long driftMs) {
        return worker(driftMs, new Bounds().commitIntervalMs(1).settings());
    }

    private static Message at(long uid, long time) {
        return new Message(uid, "k", 1, T + time);
    }

    private void produce(OneWorker worker, Partition partition, int count, long everyMs) {
        for (int i = 0; i < count; i++) {
            worker.produce(partition.topic(), partition.number(), at(i, i * everyMs));
        }
    }

    private CommitNote note(Partition partition) {
        CommittedOffset committed = cluster.committed(partition);
        return CommitNote.isOurs(committed) ? CommitNote.of(committed) : null;
    }

    private long read(Partition partition) {
        CommitNote note = note(partition);
        return note == null ? 0 : note.next();
    }

    /** How far one partition was ahead of the other at most, before the slow one had been read. */
    private long farthestMs(OneWorker worker) {
        produce(worker, FAST, RECORDS, 100);
        produce(worker, SLOW, RECORDS, 10);
        long farthest = 0;
        while (read(SLOW) < RECORDS) {
            worker.step();
            CommitNote fast = note(FAST);
            CommitNote slow = note(SLOW);
            if (fast != null && slow != null && slow.watermark() > 0 && slow.next() < RECORDS) {
                farthest = Math.max(farthest, fast.watermark() - slow.watermark());
            }
        }
        return farthest;
    }

    @Test
    void whoIsFarAheadWaitsForTheSlowestOfTheWorker() {
        OneWorker worker = worker(DRIFT_MS);
        long onePollMs = 100L * 20;
        assertThat(farthestMs(worker)).isBetween(DRIFT_MS / 2, DRIFT_MS + onePollMs);
        worker.runMs(2_000);
        assertThat(read(FAST)).as("nobody is slower any more").isEqualTo(RECORDS);
        assertThat(worker.problems()).isEmpty();
    }

    @Test
    void withoutADriftNobodyWaits() {
        assertThat(farthestMs(worker(InputPlan.DRIFT_OFF))).isGreaterThan(2 * DRIFT_MS + 2_000);
    }

    @Test
    void nobodyWaitsForAPartitionThatHasNothingToRead() {
        OneWorker worker = worker(DRIFT_MS);
        produce(worker, SLOW, 1, 0);
        worker.runMs(200);
        produce(worker, FAST, RECORDS, 1_000);
        worker.runMs(2_000);
        assertThat(read(FAST)).isEqualTo(RECORDS);
    }

    @Test
    void norForOneThatHasEnded() {
        OneWorker worker = worker(DRIFT_MS);
        produce(worker, SLOW, 1, 0);
        byte[] name = TimedListener.IN.getBytes(StandardCharsets.UTF_8);
        Headers end = Headers.of(List.of(new Headers.Header("millrace.end", name)));
        cluster.produce(SLOW, new OutputRecord(TimedListener.IN, 1, null, null, 0, end), null);
        worker.runMs(200);
        blocked(SLOW, TimedListener.IN);
        produce(worker, FAST, RECORDS, 1_000);
        worker.runMs(2_000);
        assertThat(read(FAST)).isEqualTo(RECORDS);
    }

    @Test
    void norForATaskThatHasStopped() {
        OneWorker worker = worker(
                DRIFT_MS,
                new Bounds()
                        .commitIntervalMs(1)
                        .invalidTimes(NegativeTime.DEAD_LETTER, FailureAction.STOP)
                        .settings());
        produce(worker, SLOW, 2, 1);
        cluster.produce(
                SLOW, new OutputRecord(TimedListener.IN, 1, new byte[] {'k'}, new byte[1], -1, Headers.NONE), null);
        produce(worker, SLOW, 2, 1);
        worker.runMs(500);
        assertThat(worker.problems()).singleElement().asString().contains("missing-timestamp");
        produce(worker, FAST, RECORDS, 1_000);
        worker.runMs(2_000);
        assertThat(read(FAST)).isEqualTo(RECORDS);
    }

    /** Its task waits for a silent partition, with as many records as may wait; others need not. */
    @Test
    void norForOneThatMustNotBeReadItself() {
        cluster.topic(MergeListener.FIRST, 2).topic(MergeListener.SECOND, 2).topic(MergeListener.MERGED, 1);
        MergeListener listener = new MergeListener(new EventTimeModel(0, -1), new EventTimeModel(0, -1));
        EngineSettings few =
                new Bounds().commitIntervalMs(1).orderRecordsMax(10).settings();
        OneWorker worker = new OneWorker(listener, cluster, few, new MemoryStores(), aligned(DRIFT_MS));
        worker.runMs(200);
        worker.produce(MergeListener.FIRST, 0, at(1, 0));
        produce(worker, new Partition(MergeListener.SECOND, 0), RECORDS, 1);
        worker.runMs(500);
        assertThat(read(new Partition(MergeListener.SECOND, 0))).isLessThan(RECORDS);
        for (String topic : List.of(MergeListener.FIRST, MergeListener.SECOND)) {
            produce(worker, new Partition(topic, 1), RECORDS, 1_000);
        }
        worker.runMs(2_000);
        assertThat(read(new Partition(MergeListener.FIRST, 1))).isEqualTo(RECORDS);
        assertThat(read(new Partition(MergeListener.SECOND, 1))).isEqualTo(RECORDS);
    }

    /** A record that nobody can read before somebody else's transaction has ended. */
    private int blocked(Partition partition, String topic) {
        int epoch = cluster.transactions().init("other");
        SimTransaction open = cluster.transactions().ongoing("other", epoch);
        byte[] value = at(100, 10).bytes();
        cluster.produce(
                partition,
                new OutputRecord(topic, partition.number(), new byte[] {'k'}, value, T + 10, Headers.NONE),
                open);
        return epoch;
    }

    /** Silent while it is held back, it would be taken for idle, and what came meanwhile would be late. */
    @Test
    void whoWaitsIsNotIdleMeanwhile() {
        cluster.topic(MergeListener.FIRST, 1).topic(MergeListener.SECOND, 1).topic(MergeListener.MERGED, 1);
        MergeListener listener = new MergeListener(new EventTimeModel(0, 100), new EventTimeModel(0, -1));
        OneWorker worker =
                new OneWorker(listener, cluster, SimListener.SETTINGS, new MemoryStores(), aligned(DRIFT_MS));
        worker.runMs(200);
        worker.produce(MergeListener.SECOND, 0, at(1, 0));
        int epoch = blocked(new Partition(MergeListener.SECOND, 0), MergeListener.SECOND);
        worker.produce(MergeListener.FIRST, 0, at(2, 5_000));
        worker.runMs(1_000);
        worker.produce(MergeListener.FIRST, 0, at(3, 5_001));
        worker.runMs(200);
        assertThat(note(new Partition(MergeListener.FIRST, 0)).next())
                .as("held back")
                .isEqualTo(1);
        cluster.transactions().end("other", epoch, true);
        worker.produce(MergeListener.SECOND, 0, at(4, 9_000));
        for (int i = 0; i < 10; i++) {
            cluster.tick();
            worker.runMs(100);
        }
        worker.produce(MergeListener.FIRST, 0, at(5, 9_000));
        worker.runMs(500);
        assertThat(worker.problems()).isEmpty();
        assertThat(note(new Partition(MergeListener.FIRST, 0)).next()).isEqualTo(3);
    }
}
