package io.millrace.testkit.sim;

import io.millrace.dev.DevBroker;
import io.millrace.kafka.Membership;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * {@code group.protocol=consumer} with the broker's range assignor: what the engine builds on holds there too. A client of
 * this protocol leaves when it is closed, also when it is told to stay; what a dead process leaves behind in the group is
 * seen with real processes: {@code ./demo --membership consumer --kill-every 20%}.
 */
class ConsumerProtocolScenariosTest implements TransactionScenarios, GroupScenarios, ReadScenarios {
    private static DevBroker broker;
    private Rig rig;

    @BeforeAll
    static void start() {
        broker = DevBroker.start(DevBroker.Options.temporary().with("group.consumer.session.timeout.ms", "3000"));
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @BeforeEach
    void open() {
        rig = new KafkaRig(broker, Membership.BrokerAssigned::new);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Override
    public Stage stage() {
        return new Stage(rig);
    }
}
