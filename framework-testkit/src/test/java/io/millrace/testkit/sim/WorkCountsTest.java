package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.TimeDomain;
import io.millrace.model.TypeModel;
import io.millrace.model.WindowKind;
import io.millrace.model.WindowModel;
import io.millrace.port.Headers;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted as a record, and what as a window. */
class WorkCountsTest {
    private static final int COUNT = 40;

    private final SimCluster cluster = new SimCluster(new SimLoop(1), true);

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

    @Test
    void windowsAreCountedByThemselves() {
        cluster.topic("in", 1).topic("out", 1).topic("late", 1);
        WindowModel window = new WindowModel(
                "case",
                WindowKind.TUMBLING,
                TimeDomain.EVENT,
                10,
                10,
                0,
                WindowModel.FINAL,
                0,
                "late",
                List.of("@in"),
                new TypeModel("java.lang.String", List.of(), true),
                true,
                "closed");
        OneWorker worker = new OneWorker(new CaseListener(window), cluster, SimListener.SETTINGS);
        worker.runMs(300);
        Partition in = new Partition("in", 0);
        for (int i = 0; i < COUNT; i++) {
            byte[] one = "1".getBytes(StandardCharsets.UTF_8);
            cluster.produce(in, new OutputRecord("in", 0, one, one, i, Headers.NONE), null);
        }
        Stamp stamp = new Stamp("up", 1, List.of(new Stamp.TaskStamp(0, COUNT, InputStatus.ACTIVE)));
        Headers headers = Headers.of(List.of(new Headers.Header(Stamp.HEADER, stamp.encode())));
        cluster.produce(in, new OutputRecord("in", 0, null, null, 0, headers), null);
        worker.runMs(1_000);
        assertThat(worker.problems()).isEmpty();
        assertThat(worker.records()).isEqualTo(COUNT);
        assertThat(worker.windows()).isEqualTo(COUNT / 10);
    }
}
