package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.port.Headers;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is counted as a record, and what as a window. */
class WorkCountsTest {
    private static final int COUNT = 40;

    private static final Partition IN = new Partition("in", 0);

    private SimCluster cluster = new SimCluster(new SimLoop(1), true);

    @Test
    void whatExpiresIsNoRecord() {
        cluster.topic("in", 1).topic("out", 1).topic("by-group", 1);
        OneWorker worker = new OneWorker(new TallyListener(), cluster, SimListener.SETTINGS);
        worker.runMs(300);
        for (int i = 0; i < COUNT; i++) {
            // Nobody refuses these; each key's state has expired when the next is told.
            long time = cluster.loop().clock().wallMs() + i * 10L * TallyListener.TTL_MS;
            worker.produce("in", 0, new Message(17L * 13L, "k" + i, 1, time));
            worker.runMs(100);
        }
        assertThat(worker.problems()).isEmpty();
        assertThat(worker.records()).isEqualTo(COUNT);
    }

    private OneWorker summing(@Nullable String lateTo) {
        cluster.topic("in", 1).topic("out", 1).topic("late", 1);
        OneWorker worker = new OneWorker(
                new CaseListener(CaseListener.tumbling(10, lateTo), CaseFold.SUM), cluster, SimListener.SETTINGS);
        worker.runMs(300);
        return worker;
    }

    private void number(long time) {
        byte[] one = new CaseFold.Event(1, time, 0).toString().getBytes(StandardCharsets.UTF_8);
        cluster.produce(IN, new OutputRecord("in", 0, new byte[] {'k'}, one, time, Headers.NONE), null);
    }

    private void watermark(long time) {
        Stamp stamp = new Stamp("up", 1, List.of(new Stamp.TaskStamp(0, time, InputStatus.ACTIVE)));
        Headers headers = Headers.of(List.of(new Headers.Header(Stamp.HEADER, stamp.encode())));
        cluster.produce(IN, new OutputRecord("in", 0, null, null, 0, headers), null);
    }

    @Test
    void windowsAreCountedByThemselves() {
        OneWorker worker = summing("late");
        for (int i = 0; i < COUNT; i++) {
            number(i);
        }
        watermark(COUNT);
        worker.runMs(1_000);
        assertThat(worker.problems()).isEmpty();
        assertThat(worker.records()).isEqualTo(COUNT);
        assertThat(worker.windows()).isEqualTo(COUNT / 10);
    }

    @Test
    void whatIsLateIsCountedAndToldToGoNowhereOnlyWhereNoTopicTakesIt() {
        for (String lateTo : new String[] {"late", null}) {
            OneWorker worker = summing(lateTo);
            number(25);
            watermark(20);
            number(5);
            worker.runMs(1_000);
            worker.stop();
            assertThat(worker.problems()).containsExactly("late: window-closed");
            assertThat(worker.dropped()).isEqualTo(lateTo == null ? 1 : 0);
            cluster = new SimCluster(new SimLoop(1), true);
        }
    }
}
