package io.millrace.testkit.sim;

import io.millrace.dev.DevBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The real cluster behaves as the simulated one does, told to the real adapter. */
class BrokerScenariosTest implements TransactionScenarios, GroupScenarios, ReadScenarios {
    private static DevBroker broker;
    private Rig rig;

    @BeforeAll
    static void start() {
        broker = DevBroker.start(DevBroker.Options.temporary());
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @BeforeEach
    void open() {
        rig = new KafkaRig(broker);
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
