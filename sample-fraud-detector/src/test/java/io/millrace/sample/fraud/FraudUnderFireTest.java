package io.millrace.sample.fraud;

import static io.millrace.sample.fraud.Samples.ALICE;
import static io.millrace.sample.fraud.Samples.paid;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.broker.MillraceTest;
import io.millrace.testkit.broker.TestBroker;
import io.millrace.testkit.broker.TestReplicas;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@MillraceTest(partitions = 2)
class FraudUnderFireTest {
    @Test
    void neitherAKillNorAZombieShows(TestBroker broker, TestReplicas replicas) {
        replicas.start(2);
        broker.send("transactions", ALICE, paid(1, Duration.ofHours(1), 1_000));
        replicas.kill(0);
        broker.send("transactions", ALICE, paid(2, Duration.ofHours(2), 500));
        replicas.restart(0);
        replicas.stall(1);
        replicas.awaitAllTasks(); // replica 0 has them all; replica 1 does not know
        broker.send("transactions", ALICE, paid(3, Duration.ofHours(3), 250));
        replicas.resume(1);
        broker.endInput("labels");
        broker.endInput("transactions");

        assertThat(broker.await("features", Features.class, 3))
                .extracting(Features::c1s)
                .containsExactly(1_000L, 1_500L, 1_750L);
    }
}
