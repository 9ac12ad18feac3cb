package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.port.Headers;
import io.millrace.port.Headers.Header;
import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Stamp;
import io.millrace.windowing.watermark.Stamp.TaskStamp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Watermarks that travel on the records they cover, and what becomes of them where these are read. */
class CarriedStampsTest {
    private static final Partition REKEYED = new Partition("by-group", 0);
    private static final Partition IN = new Partition("in", 0);
    private final SimCluster cluster = new SimCluster(new SimLoop(1), true);

    private List<InputRecord> stamped(Partition partition) {
        return cluster.log(partition).committed().stream()
                .filter(record -> record.headers().last(Stamp.HEADER) != null)
                .toList();
    }

    private static long onTheirOwn(List<InputRecord> stamped) {
        return stamped.stream().filter(record -> record.key() == null).count();
    }

    /** A commit each 50 ms, a record each 25 ms: of some hundred stamps all but the first and the last travel with a record. */
    @Test
    void whereRecordsGoNoMarkGoesBesideThem() {
        cluster.topic("in", 1).topic("out", 1).topic("by-group", 1);
        OneWorker worker = new OneWorker(
                new TallyListener(), cluster, new Bounds().commitIntervalMs(50).settings());
        worker.runMs(500);
        for (int fed = 0; fed < 200; fed++) {
            worker.produce(
                    "in",
                    0,
                    new Message(17L * 13L, "k", 1, cluster.loop().clock().wallMs()));
            worker.runMs(25);
        }
        worker.runMs(1_000);
        assertThat(worker.problems()).isEmpty();
        List<InputRecord> stamped = stamped(REKEYED);
        assertThat(stamped).hasSizeGreaterThan(50);
        assertThat(onTheirOwn(stamped)).isLessThanOrEqualTo(2);
        // Each stands behind all that its transaction sent there: the next record is of the next one.
        long before = Long.MIN_VALUE;
        for (InputRecord record : stamped) {
            long told = Stamp.decode(record.headers().last(Stamp.HEADER))
                    .entries()
                    .get(0)
                    .watermark();
            assertThat(told).isGreaterThanOrEqualTo(before);
            before = told;
        }
    }

    @Test
    void wherePartitionsGetNothingTheyAreToldAllTheSame() {
        cluster.topic("in", 1).topic("out", 1).topic("by-group", 4);
        OneWorker worker = new OneWorker(
                new TallyListener(), cluster, new Bounds().commitIntervalMs(50).settings());
        worker.runMs(500);
        worker.produce(
                "in", 0, new Message(17L * 13L, "k", 1, cluster.loop().clock().wallMs()));
        worker.runMs(1_000);
        long carried = 0;
        for (int partition = 0; partition < 4; partition++) {
            List<InputRecord> stamped = stamped(new Partition("by-group", partition));
            assertThat(stamped).as("the first, and the one behind the record").hasSize(2);
            carried += 2 - onTheirOwn(stamped);
        }
        assertThat(carried).isEqualTo(1);
    }

    private OneWorker summing() {
        cluster.topic("in", 1).topic("out", 1).topic("late", 1);
        OneWorker worker = new OneWorker(
                new CaseListener(CaseListener.tumbling(10, "late"), CaseFold.SUM), cluster, SimListener.SETTINGS);
        worker.runMs(300);
        return worker;
    }

    private void produce(String body, byte[] stamp) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        cluster.produce(
                IN,
                new OutputRecord(
                        "in", 0, new byte[] {'k'}, bytes, 0, Headers.of(List.of(new Header(Stamp.HEADER, stamp)))),
                null);
    }

    private static byte[] stamp(long watermark) {
        return new Stamp("up", 1, List.of(new TaskStamp(0, watermark, InputStatus.ACTIVE))).encode();
    }

    private List<String> results() {
        return cluster.log(new Partition("out", 0)).committed().stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** The record itself is in time, whatever its stamp says: that holds behind it. */
    @Test
    void aStampHoldsBehindTheRecordThatBringsIt() {
        OneWorker worker = summing();
        produce("1@3+0", stamp(5));
        produce("2@7+0", stamp(10));
        worker.runMs(500);
        assertThat(worker.problems()).isEmpty();
        assertThat(results()).containsExactly("0|10|3");
        worker.restart();
        worker.runMs(500);
        produce("4@8+0", stamp(10));
        worker.runMs(500);
        assertThat(cluster.log(new Partition("late", 0)).committed())
                .as("late after a restart too, and without the stamp")
                .singleElement()
                .satisfies(late -> assertThat(late.headers().last(Stamp.HEADER)).isNull());
    }

    @Test
    void aRecordThatNobodyCanReadStillTellsTheTime() {
        OneWorker worker = summing();
        produce("1@3+0", stamp(5));
        produce("-1000@-1000+0", stamp(10));
        worker.runMs(500);
        assertThat(worker.problems()).containsExactly("dead letter: negative");
        assertThat(results()).containsExactly("0|10|1");
    }

    @Test
    void aStampThatCannotBeReadIsADeadLetter() {
        OneWorker worker = summing();
        produce("1@3+0", new byte[] {99});
        worker.runMs(500);
        assertThat(worker.problems()).containsExactly("dead letter: stamp");
    }
}
