package io.millrace.sample.fraud;

import static io.millrace.sample.fraud.Samples.ALICE;
import static io.millrace.sample.fraud.Samples.SHOP;
import static io.millrace.sample.fraud.Samples.label;
import static io.millrace.sample.fraud.Samples.paid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micronaut.json.JsonMapper;
import io.millrace.testkit.StatefulTest;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Both listeners together, without a broker. */
class FraudChainTest {
    @Test
    void aPaymentGoesFromItsCustomerToItsTerminal() throws IOException {
        StatefulTest test = StatefulTest.of(CustomerSpend.class, TerminalRisk.class)
                .with(RiskModel.class, new RiskModel(JsonMapper.createDefault(), ""))
                .with(AlertRule.class, new AlertRule())
                .partitions(2)
                .send("labels", SHOP, label(7, Duration.ZERO, true))
                .send("transactions", ALICE, paid(1, Duration.ofHours(1), 5_000))
                .send("transactions", ALICE, paid(2, Duration.ofHours(2), 30_000))
                .endInput();

        assertThat(test.output("features", Features.class))
                .extracting(Features::c1n, Features::c1s, Features::t7f)
                .containsExactly(tuple(1, 5_000L, 1), tuple(2, 35_000L, 1));
        test.verifyReplayable();
    }

    @Test
    void whatTheCustomersTaskHasNotSeenYetHoldsTheTerminalBack() throws IOException {
        StatefulTest test = StatefulTest.of(CustomerSpend.class, TerminalRisk.class)
                .with(RiskModel.class, new RiskModel(JsonMapper.createDefault(), ""))
                .with(AlertRule.class, new AlertRule())
                .partitions(2)
                .send("transactions", ALICE, paid(1, Duration.ofHours(1), 5_000))
                .advanceWatermark("labels", Samples.after(Duration.ofHours(2)))
                .expectNoOutput("scores")
                .advanceWatermark("transactions", Samples.after(Duration.ofHours(2)));
        assertThat(test.output("scores", Score.class)).extracting(Score::id).containsExactly(1L);
    }
}
