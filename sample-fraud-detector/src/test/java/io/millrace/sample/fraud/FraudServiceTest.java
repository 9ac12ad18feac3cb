package io.millrace.sample.fraud;

import static io.millrace.sample.fraud.Samples.ALICE;
import static io.millrace.sample.fraud.Samples.SHOP;
import static io.millrace.sample.fraud.Samples.label;
import static io.millrace.sample.fraud.Samples.paid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.testkit.broker.MillraceTest;
import io.millrace.testkit.broker.TestBroker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@MillraceTest(partitions = 2)
class FraudServiceTest {
    @Test
    void aTerminalWithFraudAndALargeAmountRaiseAlerts(TestBroker broker) {
        broker.send("labels", SHOP, label(7, Duration.ZERO, true));
        broker.send("transactions", ALICE, paid(1, Duration.ofHours(1), 5_000));
        broker.send("transactions", ALICE, paid(2, Duration.ofHours(2), 30_000));
        broker.endInput("labels");
        broker.endInput("transactions");

        assertThat(broker.await("features", Features.class, 2))
                .extracting(Features::c1s, Features::t7f)
                .containsExactly(tuple(5_000L, 1), tuple(35_000L, 1));
        assertThat(broker.await("alerts", Alert.class, 2))
                .extracting(Alert::rule)
                .containsExactly("terminal-risk", "amount");
    }

    @Test
    void testsDoNotMeet(TestBroker broker, RiskModel model) {
        broker.send("transactions", ALICE, paid(3, Duration.ofHours(1), 5_000));
        broker.endInput("labels");
        broker.endInput("transactions");

        assertThat(broker.await("scores", Score.class, 1)).extracting(Score::id).containsExactly(3L);
        assertThat(broker.read("alerts", Alert.class)).isEmpty();
        assertThat(model).isNotNull();
    }
}
