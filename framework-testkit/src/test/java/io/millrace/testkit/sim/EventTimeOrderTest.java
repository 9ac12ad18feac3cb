package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Order;
import io.millrace.engine.EngineSettings;
import io.millrace.model.EventTimeModel;
import io.millrace.port.Headers;
import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.state.StoreEngine;
import io.millrace.state.memory.MemoryStores;
import io.millrace.state.rocks.RocksMemory;
import io.millrace.state.rocks.RocksStores;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Stamp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that wait for the watermark: who is paused meanwhile, and where they wait. */
class EventTimeOrderTest {
    private static final long T = 1_767_225_600_000L;
    private static final int RECORDS_MAX = 30;
    private static final long NEVER_IDLE = -1;

    private SimCluster cluster = new SimCluster(new SimLoop(1), true);

    private static EngineSettings settings(int recordsMax, long heapBytesMax) {
        return new Bounds()
                .transactionRecordsMax(5_000)
                .turnRecordsMax(1_000)
                .bufferEntriesMax(1_000)
                .orderRecordsMax(recordsMax)
                .orderHeapBytesMax(heapBytesMax)
                .settings();
    }

    private OneWorker worker(MergeListener listener, EngineSettings settings, StoreEngine stores) {
        cluster = new SimCluster(new SimLoop(1), true);
        cluster.topic(MergeListener.FIRST, 1).topic(MergeListener.SECOND, 1).topic(MergeListener.MERGED, 1);
        OneWorker worker = new OneWorker(listener, cluster, settings, stores);
        worker.runMs(200);
        return worker;
    }

    private OneWorker crowded(MergeListener listener) {
        return worker(listener, settings(RECORDS_MAX, 1 << 20), new MemoryStores());
    }

    private List<String> merged() {
        List<String> values = new ArrayList<>();
        for (InputRecord record :
                cluster.log(new Partition(MergeListener.MERGED, 0)).committed()) {
            values.add(new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8));
        }
        return values;
    }

    private List<Long> mergedTimes() {
        return merged().stream().map(text -> Message.of(text).time() - T).toList();
    }

    /** H: up to where a partition was read, as committed. */
    private long read(String topic) {
        String note = cluster.committed(new Partition(topic, 0)).metadata();
        return note.isEmpty()
                ? 0
                : ByteBuffer.wrap(Base64.getDecoder().decode(note)).getLong(9);
    }

    private static Message at(long uid, long time) {
        return new Message(uid, "k", 1, T + time);
    }

    @Test
    void whatIsAheadIsPausedUntilTheOthersFollow() {
        OneWorker worker =
                crowded(new MergeListener(new EventTimeModel(0, NEVER_IDLE), new EventTimeModel(0, NEVER_IDLE)));
        worker.produce(MergeListener.FIRST, 0, at(1, 5));
        for (int i = 0; i < 200; i++) {
            worker.produce(MergeListener.SECOND, 0, at(10 + i, 10 + i));
        }
        worker.runMs(1_000);
        assertThat(read(MergeListener.SECOND)).isBetween((long) RECORDS_MAX, RECORDS_MAX + 20L);
        worker.produce(MergeListener.FIRST, 0, at(2, 1_000));
        worker.runMs(1_000);
        assertThat(read(MergeListener.SECOND)).isEqualTo(200);
        assertThat(merged()).hasSize(200);
        assertThat(worker.problems()).isEmpty();
    }

    /** While a service is rolled to other inputs they move one by one. */
    @Test
    void aTaskThatLosesOneInputWaitsForItAndGoesOn() {
        OneWorker worker =
                crowded(new MergeListener(new EventTimeModel(0, NEVER_IDLE), new EventTimeModel(0, NEVER_IDLE)));
        Partition second = new Partition(MergeListener.SECOND, 0);
        worker.produce(MergeListener.FIRST, 0, at(1, 1));
        worker.produce(MergeListener.SECOND, 0, at(2, 2));
        worker.produce(MergeListener.FIRST, 0, at(3, 3));
        worker.runMs(500);
        worker.takeAway(second);
        worker.produce(MergeListener.FIRST, 0, at(10, 10));
        worker.runMs(500);
        assertThat(mergedTimes()).containsExactly(1L);
        worker.giveBack(second);
        worker.produce(MergeListener.SECOND, 0, at(11, 11));
        worker.runMs(500);
        assertThat(mergedTimes()).containsExactly(1L, 2L, 3L);
        assertThat(worker.problems()).isEmpty();
    }

    @Test
    void whatComesToAnIdlePartitionIsSeenInTimeHoweverManyWait() {
        OneWorker worker =
                crowded(new MergeListener(new EventTimeModel(0, 100), new EventTimeModel(10_000, NEVER_IDLE)));
        for (int i = 0; i < 50; i++) {
            worker.produce(MergeListener.SECOND, 0, at(10 + i, 2L * i));
        }
        worker.runMs(1_000);
        assertThat(read(MergeListener.SECOND))
                .as("it holds the task back: never paused")
                .isEqualTo(50);
        worker.produce(MergeListener.FIRST, 0, at(1, 25));
        worker.runMs(1_000);
        assertThat(read(MergeListener.FIRST)).as("idle till now").isEqualTo(1);
        worker.produce(MergeListener.FIRST, 0, at(2, 20_000));
        worker.produce(MergeListener.SECOND, 0, at(3, 30_000));
        worker.runMs(1_000);
        assertThat(worker.problems()).isEmpty();
        assertThat(mergedTimes()).hasSize(51).isSorted().contains(25L);
    }

    @Test
    void aRekeyedPartitionIsReadOnBehindItsFastProducer() {
        OneWorker worker = crowded(new MergeListener(null, new EventTimeModel(0, NEVER_IDLE)));
        worker.produce(MergeListener.SECOND, 0, at(1, 5_000));
        // All the fast one's records lie before the slow one's in the same log.
        for (int i = 0; i < 3 * RECORDS_MAX; i++) {
            worker.produce(MergeListener.FIRST, 0, at(100 + i, 1_000 + i));
        }
        stamp(0, 4_000);
        for (int i = 0; i < 3 * RECORDS_MAX; i++) {
            worker.produce(MergeListener.FIRST, 0, at(300 + i, i));
        }
        stamp(1, 4_000);
        worker.runMs(2_000);
        assertThat(worker.problems()).isEmpty();
        assertThat(mergedTimes()).hasSize(6 * RECORDS_MAX).isSorted();
    }

    private void stamp(int producer, long time) {
        Stamp stamp = new Stamp("up", 2, List.of(new Stamp.TaskStamp(producer, T + time, InputStatus.ACTIVE)));
        cluster.produce(
                new Partition(MergeListener.FIRST, 0),
                new OutputRecord(
                        MergeListener.FIRST,
                        0,
                        null,
                        null,
                        0,
                        Headers.of(List.of(new Headers.Header(Stamp.HEADER, stamp.encode())))),
                null);
    }

    /** Else what is late would depend on whether a replica was restarted. */
    @Test
    void theWatermarkSurvivesARestart() {
        cluster.topic(BellListener.IN, 1)
                .topic(BellListener.OUT, 1)
                .topic(BellListener.REKEYED, 1)
                .topic(BellListener.LATE, 1);
        OneWorker worker = new OneWorker(new BellListener(Order.EVENT_TIME), cluster, SimListener.SETTINGS);
        worker.runMs(500);
        worker.produce(BellListener.IN, 0, at(1, 100));
        worker.produce(BellListener.IN, 0, at(2, 200));
        worker.runMs(500);
        assertThat(worker.problems()).isEmpty();
        worker.restart();
        worker.runMs(500);
        worker.produce(BellListener.IN, 0, at(3, 199));
        worker.produce(BellListener.IN, 0, at(4, 200));
        worker.produce(BellListener.IN, 0, at(5, 201));
        worker.runMs(500);
        assertThat(worker.problems()).containsExactly("late: behind-watermark");
        assertThat(cluster.log(new Partition(BellListener.OUT, 0)).committed())
                .extracting(record -> new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8))
                .containsExactly("r1", "r2", "r4");
    }

    /** Which of two upstream tasks was the faster decides what arrives first, and nothing else. */
    @Test
    void withoutATieBreakTiesFollowTheFirstTopicAndNotArrival() {
        cluster.topic(BellListener.IN, 2)
                .topic(BellListener.OUT, 2)
                .topic(BellListener.REKEYED, 1)
                .topic(MergeListener.SECOND, 1)
                .topic(MergeListener.MERGED, 1);
        OneWorker upstream = new OneWorker(new BellListener(Order.ARRIVAL), cluster, SimListener.SETTINGS);
        upstream.runMs(500);
        upstream.produce(BellListener.IN, 1, at(1, 5));
        upstream.runMs(200);
        upstream.produce(BellListener.IN, 0, at(3, 5));
        upstream.produce(BellListener.IN, 0, at(2, 5));
        upstream.runMs(200);
        upstream.produce(BellListener.IN, 0, at(4, 10_000));
        upstream.produce(BellListener.IN, 1, at(5, 10_000));
        upstream.runMs(500);
        OneWorker downstream = new OneWorker(
                new MergeListener(null, new EventTimeModel(0, NEVER_IDLE), false), cluster, SimListener.SETTINGS);
        downstream.produce(MergeListener.SECOND, 0, at(6, 9_000));
        downstream.runMs(1_000);
        assertThat(merged()).extracting(text -> Message.of(text).uid()).containsExactly(3L, 2L, 1L);
        assertThat(upstream.problems()).isEmpty();
        assertThat(downstream.problems()).isEmpty();
    }

    /** Disorder of half of the input, so that about half of it waits. */
    private List<String> shuffled(long heapBytesMax, StoreEngine stores) {
        int count = 6_000;
        EventTimeModel disorder = new EventTimeModel(count / 2, NEVER_IDLE);
        OneWorker worker = worker(new MergeListener(disorder, disorder), settings(1_000_000, heapBytesMax), stores);
        Random random = new Random(3);
        for (int i = 0; i < count; i++) {
            String topic = random.nextBoolean() ? MergeListener.FIRST : MergeListener.SECOND;
            worker.produce(topic, 0, at(i, i + random.nextInt(count / 2)));
        }
        worker.produce(MergeListener.FIRST, 0, at(count, 3L * count));
        worker.produce(MergeListener.SECOND, 0, at(count + 1, 3L * count));
        for (int turns = 0; turns < 40_000 && merged().size() < count && worker.step(); turns += 500) {
            for (int i = 0; i < 500; i++) {
                worker.step();
            }
        }
        worker.stop();
        assertThat(worker.problems()).isEmpty();
        assertThat(merged()).hasSize(count);
        return merged();
    }

    @Test
    void onDiskTheOrderIsTheSame(@TempDir Path directory) throws Exception {
        List<String> onHeap = shuffled(1 << 30, new MemoryStores());
        assertThat(mergedTimes()).isSorted();
        try (RocksMemory memory = new RocksMemory(32 << 20);
                RocksStores stores = new RocksStores(directory, memory)) {
            assertThat(shuffled(100_000, stores)).isEqualTo(onHeap);
        }
        assertThat(shuffled(20_000, new MemoryStores())).isEqualTo(onHeap);
        assertThat(Files.exists(directory.resolve("0"))).isTrue();
    }
}
