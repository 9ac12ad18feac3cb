package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.fault.Fault;
import io.millrace.port.TaskReport;
import io.millrace.port.TaskStatus;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is restarted, and who gets to serve. */
class HealthTest {
    private static final Fault REFUSED = new Fault.Misconfigured("MR-0390", "the changelog lost data", null);

    private final TestClock clock = new TestClock();
    private final ServiceView service = new ServiceView();
    private final ListenerView listener = new ListenerView("fraud", 300_000, clock);
    private final WorkerView worker = listener.addWorker();

    @BeforeEach
    void started() {
        service.add(listener);
        service.started();
    }

    private void sees(boolean member, TaskReport... tasks) {
        worker.surveyed(member, List.of(tasks));
    }

    private static TaskReport task(int number, TaskStatus status) {
        return new TaskReport(number, status, 0);
    }

    private boolean live() {
        return Health.liveness(service).up();
    }

    private boolean ready() {
        return Health.readiness(service).up();
    }

    @Test
    void noTaskAtAllIsReady() {
        sees(true);
        assertThat(ready()).isTrue();
    }

    @Test
    void whoWasNeverAMemberIsNotReady() {
        sees(false);
        assertThat(ready()).isFalse();
        assertThat(live()).isTrue();
        sees(true);
        sees(false);
        assertThat(ready()).as("a rebalance").isTrue();
    }

    @ParameterizedTest
    @EnumSource(TaskStatus.class)
    void readyIsWhoseTasksAllRun(TaskStatus status) {
        sees(true, task(0, TaskStatus.RUNNING), task(1, status));
        assertThat(ready()).isEqualTo(status == TaskStatus.RUNNING);
        assertThat(live()).isTrue();
    }

    @Test
    void everyWorkerCounts() {
        WorkerView second = listener.addWorker();
        sees(true);
        assertThat(ready()).isFalse();
        second.surveyed(true, List.of());
        assertThat(ready()).isTrue();
    }

    @Test
    void aWorkerThatDiedIsNotAlive() {
        sees(true);
        worker.stopped(new Fault.Bug("MR-0300", "a worker died", null));
        assertThat(live()).isFalse();
        assertThat(ready()).isFalse();
        assertThat(Health.liveness(service).details()).asString().contains("MR-0300", "DEAD");
    }

    @Test
    void aWorkerThatDoesNotLoopIsNotAlive() {
        sees(true);
        clock.pass(299_000);
        assertThat(live()).isTrue();
        clock.pass(2_000);
        assertThat(live()).isFalse();
        worker.turned(1, 1, false);
        assertThat(live()).isTrue();
    }

    @Test
    void stateThatCannotBeRecoveredIsNotAliveUntilTheTaskIsGivenUp() {
        worker.taskFailed(3, REFUSED);
        sees(true, task(3, TaskStatus.FAILED));
        assertThat(live()).isFalse();
        assertThat(Health.liveness(service).details()).asString().contains("MR-0390");
        worker.dropped(3);
        sees(true);
        assertThat(live()).isTrue();
    }

    @Test
    void aTaskThatItsPolicyStoppedIsAliveAndNotReady() {
        worker.taskFailed(3, new Fault.Poison("MR-0610", "a handler failed", null));
        sees(true, task(3, TaskStatus.FAILED));
        assertThat(live()).isTrue();
        assertThat(ready()).isFalse();
    }

    @Test
    void nothingIsReadyBeforeAllListenersAreThere() {
        ServiceView starting = new ServiceView();
        assertThat(Health.readiness(starting).up()).isFalse();
        assertThat(Health.liveness(starting).up()).isTrue();
    }

    @Test
    void detailsTellHowFarARestoreIs() {
        sees(true, new TaskReport(7, TaskStatus.RESTORING, 1234));
        assertThat(Health.readiness(service).details().get("fraud")).asString().contains("RESTORING", "1234");
    }
}
