package io.millrace.testkit.sim;

import static io.millrace.api.FailureAction.DEAD_LETTER;
import static io.millrace.api.FailureAction.SKIP;
import static io.millrace.api.FailureAction.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.FailureAction;
import io.millrace.api.Order;
import io.millrace.engine.EngineSettings;
import io.millrace.engine.NegativeTime;
import io.millrace.model.EventTimeModel;
import io.millrace.port.Headers;
import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records whose time lies before 1970 or is missing, and calls of such a time. */
class InvalidTimesTest {
    private static final EventTimeModel BY_METHOD = new EventTimeModel(0, -1);
    private final SimCluster cluster = new SimCluster(new SimLoop(1), true);

    private OneWorker worker(EventTimeModel time, EngineSettings settings) {
        cluster.topic(TimedListener.IN, 1).topic(TimedListener.OUT, 1).topic(TimedListener.LATE, 1);
        OneWorker worker = new OneWorker(new TimedListener(time, Order.ARRIVAL), cluster, settings);
        worker.runMs(200);
        return worker;
    }

    private static EngineSettings with(NegativeTime negative, FailureAction missing) {
        return new Bounds().invalidTimes(negative, missing).settings();
    }

    private void produce(String value, long timestamp) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        cluster.produce(
                new Partition(TimedListener.IN, 0),
                new OutputRecord(TimedListener.IN, 0, new byte[] {'k'}, bytes, timestamp, Headers.NONE),
                null);
    }

    private List<InputRecord> committed(String topic) {
        return cluster.log(new Partition(topic, 0)).committed();
    }

    private List<String> out() {
        return committed(TimedListener.OUT).stream()
                .map(record -> new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8))
                .toList();
    }

    private static void expect(OneWorker worker, FailureAction action, String reason) {
        switch (action) {
            case DEAD_LETTER -> assertThat(worker.problems()).containsExactly("dead letter: " + reason);
            case SKIP -> assertThat(worker.problems()).isEmpty();
            case STOP ->
                assertThat(worker.problems()).singleElement().asString().contains(reason);
        }
    }

    @ParameterizedTest
    @EnumSource(FailureAction.class)
    void aTimeBefore1970GoesTheWayThatIsSet(FailureAction action) {
        OneWorker worker = worker(BY_METHOD, with(NegativeTime.valueOf(action.name()), DEAD_LETTER));
        produce("-5", 7);
        produce("8", 8);
        worker.runMs(500);
        expect(worker, action, "negative");
        assertThat(out()).hasSize(action == STOP ? 0 : 1);
    }

    @Test
    void aTimeBefore1970IsTakenWhereItMayBe() {
        OneWorker worker = worker(BY_METHOD, with(NegativeTime.TAKE, STOP));
        produce("-5", 7);
        produce("8", 8);
        produce(Long.toString(Long.MIN_VALUE), 9);
        worker.runMs(500);
        assertThat(worker.problems()).containsExactly("dead letter: negative");
        // The third is the result of its window.
        assertThat(committed(TimedListener.OUT))
                .extracting(InputRecord::timestamp)
                .containsExactly(0L, 8L, 0L);
    }

    /** The letter cannot bear the record's timestamp; it bears the time at which it is sent. */
    @ParameterizedTest
    @EnumSource(FailureAction.class)
    void aRecordWithoutTimestampGoesTheWayThatIsSet(FailureAction action) {
        OneWorker worker = worker(EventTimeModel.DEFAULT, with(NegativeTime.SKIP, action));
        long began = cluster.loop().clock().wallMs();
        produce("timeless", -1);
        produce("timely", 8);
        worker.runMs(500);
        expect(worker, action, "missing-timestamp");
        assertThat(out()).hasSize(action == STOP ? 0 : 1);
        assertThat(committed(SimListener.deadLettersOf(TimedListener.NAME)))
                .hasSize(action == DEAD_LETTER ? 1 : 0)
                .allMatch(letter -> letter.timestamp() >= began);
    }

    @Test
    void aMissingTimestampDoesNotMatterWhereAMethodGivesTheTime() {
        OneWorker worker = worker(BY_METHOD, with(NegativeTime.STOP, STOP));
        produce("5", -1);
        worker.runMs(500);
        assertThat(worker.problems()).isEmpty();
        assertThat(out()).hasSize(1);
    }

    /** No record can bear such a time: what is sent bears the earliest there is, and is not lost. */
    @Test
    void whatACallBefore1970SendsBearsTheEarliestTime() {
        OneWorker worker = worker(EventTimeModel.DEFAULT, with(NegativeTime.STOP, STOP));
        produce("bell -5", 10);
        produce("later", 20);
        worker.runMs(500);
        assertThat(worker.problems()).isEmpty();
        assertThat(out()).contains("rung");
        assertThat(committed(TimedListener.OUT))
                .filteredOn(record -> new String(Objects.requireNonNull(record.value())).equals("rung"))
                .singleElement()
                .satisfies(record -> assertThat(record.timestamp()).isZero());
    }
}
