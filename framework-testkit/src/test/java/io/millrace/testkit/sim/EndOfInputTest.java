package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Order;
import io.millrace.engine.EngineSettings;
import io.millrace.model.EventTimeModel;
import io.millrace.port.Headers;
import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Stamp;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The mark that ends a bounded input: who may send it, what comes behind it, what it sets off, how it travels. */
class EndOfInputTest {
    private static final long T = 1_767_225_600_000L;
    private static final int RECORDS = 100;
    private static final int SLICE = 10;

    private final SimCluster cluster = new SimCluster(new SimLoop(1), true);

    private static EngineSettings slices() {
        return new Bounds()
                .transactionRecordsMax(2 * SLICE)
                .turnRecordsMax(SLICE)
                .stampIntervalMs(0)
                .settings();
    }

    private OneWorker bells(Order order) {
        cluster.topic(BellListener.IN, 1)
                .topic(BellListener.OUT, 1)
                .topic(BellListener.REKEYED, 2)
                .topic(BellListener.LATE, 1);
        OneWorker worker = new OneWorker(new BellListener(order), cluster, slices());
        worker.runMs(500);
        return worker;
    }

    private void mark(String topic, String name) {
        Headers headers =
                Headers.of(List.of(new Headers.Header("millrace.end", name.getBytes(StandardCharsets.UTF_8))));
        cluster.produce(new Partition(topic, 0), new OutputRecord(topic, 0, null, null, 0, headers), null);
    }

    private List<InputRecord> committed(String topic) {
        return cluster.log(new Partition(topic, 0)).committed();
    }

    private List<String> texts(String topic) {
        return committed(topic).stream()
                .map(record -> new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8))
                .toList();
    }

    private static Message at(long uid, long time) {
        return new Message(uid, "k", 1, T + time);
    }

    private static List<String> timers(int count) {
        return IntStream.range(0, count).mapToObj(uid -> "t" + uid).toList();
    }

    private void feed(OneWorker worker) {
        for (int uid = 0; uid < RECORDS; uid++) {
            worker.produce(BellListener.IN, 0, at(uid, uid));
        }
        worker.runMs(1_000);
    }

    @Test
    void itFiresEveryTimerInOrderAndInSlices() {
        OneWorker worker = bells(Order.ARRIVAL);
        feed(worker);
        assertThat(texts(BellListener.OUT)).as("none is due").hasSize(RECORDS);
        mark(BellListener.IN, BellListener.IN);
        worker.runMs(2_000);

        List<InputRecord> rung = committed(BellListener.OUT).subList(RECORDS, 2 * RECORDS);
        assertThat(texts(BellListener.OUT).subList(RECORDS, 2 * RECORDS)).isEqualTo(timers(RECORDS));
        long markersBetween = rung.get(RECORDS - 1).offset() - rung.get(0).offset() - (RECORDS - 1);
        assertThat(markersBetween).as("commits between the slices").isGreaterThanOrEqualTo(RECORDS / SLICE / 2 - 1);
        assertThat(worker.problems()).isEmpty();
    }

    /** Downstream may take END for the last word only if everything that END sets off stands before it. */
    @Test
    void itTravelsBehindAllThatItSetsOff() {
        OneWorker worker = bells(Order.EVENT_TIME);
        feed(worker);
        mark(BellListener.IN, BellListener.IN);
        worker.runMs(2_000);
        for (int partition = 0; partition < 2; partition++) {
            List<InputRecord> rekeyed =
                    cluster.log(new Partition(BellListener.REKEYED, partition)).committed();
            List<Stamp.TaskStamp> said = new ArrayList<>();
            for (InputRecord record : rekeyed) {
                byte[] stamp = record.headers().last(Stamp.HEADER);
                if (stamp != null) {
                    said.addAll(Stamp.decode(stamp).entries());
                }
            }
            assertThat(said)
                    .filteredOn(stamp -> stamp.status() == InputStatus.ENDED)
                    .hasSize(1);
            assertThat(Stamp.decode(Objects.requireNonNull(
                                    rekeyed.get(rekeyed.size() - 1).headers().last(Stamp.HEADER)))
                            .entries())
                    .containsExactly(new Stamp.TaskStamp(0, Watermarks.END, InputStatus.ENDED));
        }
        assertThat(texts(BellListener.OUT)).hasSize(2 * RECORDS);
    }

    @Test
    void whatComesBehindItIsLateForAListenerInEventTimeOrderAlsoAfterARestart() {
        OneWorker worker = bells(Order.EVENT_TIME);
        worker.produce(BellListener.IN, 0, at(1, 1));
        mark(BellListener.IN, BellListener.IN);
        worker.produce(BellListener.IN, 0, at(2, 2));
        worker.runMs(1_000);
        assertThat(worker.problems()).containsExactly("late: after-end");
        worker.restart();
        worker.produce(BellListener.IN, 0, at(3, 3_000_000));
        worker.runMs(1_000);
        assertThat(worker.problems()).containsExactly("late: after-end", "late: after-end");
        assertThat(texts(BellListener.LATE))
                .containsExactly(at(2, 2).text(), at(3, 3_000_000).text());
        assertThat(committed(BellListener.LATE))
                .extracting(record -> new String(
                        Objects.requireNonNull(record.headers().last("millrace.late.reason")), StandardCharsets.UTF_8))
                .containsOnly("after-end");
        assertThat(texts(BellListener.OUT)).containsExactly("r1", "t1");
    }

    /** In order of arrival a late record is handled as any other: there is nowhere else for it to go. */
    @Test
    void whatComesBehindItIsHandledInOrderOfArrivalAndKnownAsLate() {
        OneWorker worker = bells(Order.ARRIVAL);
        worker.produce(BellListener.IN, 0, at(1, 1));
        mark(BellListener.IN, BellListener.IN);
        worker.runMs(1_000); // timers fire between turns, and what one poll brings is one turn's
        worker.produce(BellListener.IN, 0, at(2, 2));
        worker.runMs(1_000);
        worker.restart();
        worker.produce(BellListener.IN, 0, at(3, 3_000_000));
        worker.runMs(1_000);
        assertThat(texts(BellListener.OUT)).containsExactly("r1", "t1", "r2 late", "t2", "r3 late", "t3");
        assertThat(worker.problems()).containsExactly("late: after-end", "late: after-end");
    }

    /** On a topic that was not declared bounded, or with another input's name, it is a record without a key. */
    @Test
    void itIsTakenOnlyWhereItIsDeclaredAndOnlyUnderTheInputsName() {
        EventTimeModel time = new EventTimeModel(0, -1);
        cluster.topic(MergeListener.FIRST, 1).topic(MergeListener.SECOND, 1).topic(MergeListener.MERGED, 1);
        OneWorker worker = new OneWorker(new MergeListener(null, time), cluster, slices());
        worker.runMs(500);
        mark(MergeListener.FIRST, MergeListener.FIRST);
        mark(MergeListener.SECOND, MergeListener.FIRST);
        worker.produce(MergeListener.SECOND, 0, at(1, 1));
        worker.runMs(1_000);
        assertThat(worker.problems())
                .containsExactly("dead letter: end-of-input-not-allowed", "dead letter: end-of-input-not-allowed");
        assertThat(texts(MergeListener.MERGED)).as("nothing has ended").isEmpty();
    }
}
