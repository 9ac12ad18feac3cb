package io.millrace.sample.fraud;

import static io.millrace.sample.fraud.Samples.ALICE;
import static io.millrace.sample.fraud.Samples.SHOP;
import static io.millrace.sample.fraud.Samples.label;
import static io.millrace.sample.fraud.Samples.paid;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.json.JsonMapper;
import io.millrace.testkit.StatefulTest;
import io.millrace.testkit.broker.MillraceTest;
import io.millrace.testkit.broker.TestBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both listeners together: once on the simulated cluster, once on a real broker, with the same outcome. */
// region broker
@MillraceTest(partitions = 2)
class FraudChainTest {
    @Test
    void onARealBroker(TestBroker broker) {
        broker.send("labels", SHOP, label(7, Duration.ZERO, true));
        broker.send("transactions", ALICE, paid(1, Duration.ofHours(1), 5_000));
        broker.send("transactions", ALICE, paid(2, Duration.ofHours(2), 30_000));
        broker.endInput("labels");
        broker.endInput("transactions");

        assertThat(broker.await("features", Features.class, 2)).isEqualTo(FEATURES);
        assertThat(broker.await("alerts", Alert.class, 2))
                .extracting(Alert::rule)
                .containsExactly("terminal-risk", "amount");
    }
    // endregion

    private static final List<Features> FEATURES = List.of(
            new Features(1, paid(1, Duration.ofHours(1), 0).at(), 1, 5_000, 1, 5_000, 1, 5_000, 1, 1, 1, 1, 1, 1),
            new Features(2, paid(2, Duration.ofHours(2), 0).at(), 2, 35_000, 2, 35_000, 2, 35_000, 1, 1, 1, 1, 1, 1));

    // region chain
    @Test
    void withoutABroker() throws IOException {
        StatefulTest test = StatefulTest.of(CustomerSpend.class, TerminalRisk.class)
                .with(RiskModel.class, new RiskModel(JsonMapper.createDefault(), ""))
                .with(AlertRule.class, new AlertRule())
                .partitions(2)
                .send("labels", SHOP, label(7, Duration.ZERO, true))
                .send("transactions", ALICE, paid(1, Duration.ofHours(1), 5_000))
                .send("transactions", ALICE, paid(2, Duration.ofHours(2), 30_000))
                .endInput();
        assertThat(test.output("features")).isEqualTo(FEATURES);
    }
    // endregion
}
