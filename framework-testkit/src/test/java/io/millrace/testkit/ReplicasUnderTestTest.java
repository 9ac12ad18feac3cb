package io.millrace.testkit;

import static io.millrace.testkit.WindowsUnderTestTest.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Meters.Usage;
import io.millrace.testkit.broker.MillraceTest;
import io.millrace.testkit.broker.TestBroker;
import io.millrace.testkit.broker.TestReplicas;
import org.junit.jupiter.api.Test;

/** Replicas in processes of their own die, and are taken for dead. */
@MillraceTest(listeners = Meters.class, partitions = 2)
class ReplicasUnderTestTest {
    private static final int HOUSES = 6;

    private static void read(TestBroker broker, int minute) {
        for (int house = 0; house < HOUSES; house++) {
            broker.send("readings", "h" + house, reading(minute, 100));
        }
    }

    @Test
    void neitherAKillNorAZombieShows(TestBroker broker, TestReplicas replicas) {
        replicas.start(2);
        assertThat(replicas.tasks(0) + replicas.tasks(1)).isEqualTo(2);
        read(broker, 1);
        replicas.kill(0);
        read(broker, 2);
        replicas.restart(0);
        read(broker, 3);
        replicas.stall(1);
        replicas.awaitAllTasks();
        assertThat(replicas.tasks(0)).isEqualTo(2);
        read(broker, 4);
        replicas.resume(1);
        replicas.stop(0);
        replicas.awaitAllTasks();
        assertThat(replicas.tasks(1)).as("it has rejoined by itself").isEqualTo(2);
        broker.endInput("readings");

        assertThat(broker.await("usage", Usage.class, HOUSES * 3))
                .hasSize(HOUSES * 3)
                .allMatch(usage -> usage.readings() == 4);
    }

    @Test
    void nothingRunsThatWasNotStarted(TestBroker broker, TestReplicas replicas) {
        read(broker, 1);
        broker.endInput("readings");
        assertThatThrownBy(replicas::awaitAllTasks).hasMessageStartingWith("MR-0717 no replica is alive");
        replicas.start(1);
        assertThatThrownBy(() -> replicas.restart(0)).hasMessageStartingWith("MR-0720 replica 0 still runs");
        assertThat(broker.await("usage", Usage.class, HOUSES * 3)).hasSize(HOUSES * 3);
    }
}
