package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.fault.Fault;
import io.millrace.port.Partition;
import io.millrace.port.TaskReport;
import io.millrace.port.TaskReport.InputReport;
import io.millrace.port.TaskStatus;
import io.millrace.state.StoreFigures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a worker tells and what is made of it. */
class WorkerViewTest {
    private static final Partition INPUT = new Partition("payments", 3);

    private final TestClock clock = new TestClock();
    private final WorkerView worker = new ListenerView("fraud", 300_000, clock).addWorker();

    @Test
    void whatIsRolledBackCountsOnlyWhenItIsRepeated() {
        worker.handled(10, 1_000, 2, 500);
        worker.deadLettered(0, "failed");
        worker.rolledBack(new Fault.Transient("MR-0311", "later", false, null));
        assertThat(worker.records(Outcome.OK)).isZero();
        assertThat(worker.deadLetterReasons()).isEmpty();

        worker.handled(10, 1_000, 2, 500);
        worker.late(0, "behind-watermark");
        worker.skipped(0, "failed");
        worker.deadLettered(0, "failed");
        worker.committed(1, 5, 3, 1_000);
        assertThat(worker.records(Outcome.OK)).isEqualTo(10);
        assertThat(worker.records(Outcome.LATE)).isEqualTo(1);
        assertThat(worker.records(Outcome.SKIPPED)).isEqualTo(1);
        assertThat(worker.records(Outcome.DLQ)).isEqualTo(1);
        assertThat(worker.deadLetters("failed")).isEqualTo(1);
        assertThat(worker.committedRecords()).isEqualTo(13);
        assertThat(worker.outputs()).isEqualTo(5);
        assertThat(worker.aborts("MR-0311")).isEqualTo(1);
        assertThat(worker.recordsHandled()).as("work is work").isEqualTo(20);
        assertThat(worker.timersFired()).isEqualTo(4);
    }

    @Test
    void sharesFollowTheLastSeconds() {
        for (int turn = 0; turn < 600; turn++) {
            worker.turned(100_000_000, 80_000_000, false);
        }
        assertThat(worker.pollIdle()).isCloseTo(0.8, within(0.01));
        assertThat(worker.backpressure()).isZero();
        for (int turn = 0; turn < 600; turn++) {
            worker.turned(100_000_000, 0, true);
        }
        assertThat(worker.pollIdle()).isCloseTo(0, within(0.01));
        assertThat(worker.backpressure()).isCloseTo(1, within(0.01));
    }

    private double lagSeconds(long next, long end, long readMs) {
        worker.surveyed(
                true,
                List.of(new TaskReport(
                        3,
                        TaskStatus.RUNNING,
                        0,
                        clock.wallMs() - 9_000,
                        List.of(new InputReport(INPUT, next, end, readMs, false, false, 0)),
                        StoreFigures.UNKNOWN)));
        return worker.tasks().get(0).lagSeconds(INPUT, clock.wallMs());
    }

    @Test
    void oneNewRecordInASilentTopicIsNoLagOfHours() {
        long read = clock.wallMs();
        assertThat(lagSeconds(10, 10, read)).isZero();
        clock.pass(3 * 3_600_000);
        assertThat(lagSeconds(10, 10, read)).isZero();
        clock.pass(1_000);
        assertThat(lagSeconds(10, 11, read)).isEqualTo(1);
    }

    @Test
    void aBacklogIsAsOldAsWhatWasReadLast() {
        assertThat(lagSeconds(10, 5_000, -1)).isNaN();
        assertThat(lagSeconds(20, 5_000, clock.wallMs() - 60_000)).isEqualTo(60);
        assertThat(worker.tasks().get(0).lag()).hasValue(4_980);
        assertThat(worker.tasks().get(0).watermarkDelaySeconds(clock.wallMs())).isEqualTo(9);
    }

    @Test
    void anEndThatIsNotKnownIsNoLagOfZero() {
        assertThat(lagSeconds(10, -1, clock.wallMs())).isNaN();
        assertThat(worker.tasks().get(0).lag()).isEmpty();
    }
}
