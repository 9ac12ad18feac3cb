package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dev.DevBroker;
import io.millrace.kafka.Membership;
import io.millrace.port.InputLog.Standing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real cluster behaves as the simulated one does, told to the real adapter. */
class BrokerScenariosTest implements TransactionScenarios, GroupScenarios, ClassicScenarios, ReadScenarios {
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
        rig = new KafkaRig(broker, Membership.Dynamic::new);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Override
    public Stage stage() {
        return new Stage(rig);
    }

    /** All have joined, the leader has not said who gets what: commits are refused, and the member knows it. */
    @Test
    void aMemberKnowsThatItsCommitsAreRefused() {
        Stage stage = stage();
        Actor leader = stage.joined("a");
        Actor follower = stage.joined("b", leader);
        Actor next = stage.actor("c");
        next.renews();
        next.joins();
        stage.until("the leader has joined", () -> {
            next.polls();
            return leader.polls().standing() != Standing.MEMBER;
        });
        stage.until("all have joined", () -> {
            next.polls();
            return follower.polls().standing() == Standing.BETWEEN;
        });
        follower.begins();
        Stage.evicted(() -> follower.sends(follower.owned.iterator().next(), 7));
        follower.aborts();
        stage.until("it is over", () -> {
            leader.polls();
            next.polls();
            return follower.polls().standing() == Standing.MEMBER;
        });
        assertThat(leader.owned.size() + follower.owned.size() + next.owned.size())
                .isLessThanOrEqualTo(2);
    }
}
