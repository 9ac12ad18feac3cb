package io.millrace.sample.fraud;

import static io.millrace.sample.fraud.Samples.SHOP;
import static io.millrace.sample.fraud.Samples.after;
import static io.millrace.sample.fraud.Samples.label;
import static io.millrace.sample.fraud.Samples.spent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micronaut.json.JsonMapper;
import io.millrace.testkit.StatefulTest;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TerminalRiskTest {
    private static StatefulTest terminalRisk() throws IOException {
        return StatefulTest.of(TerminalRisk.class)
                .with(RiskModel.class, new RiskModel(JsonMapper.createDefault(), ""))
                .with(AlertRule.class, new AlertRule())
                .partitions(2);
    }

    @Test
    void whatHappenedFirstIsHandledFirstWhateverCameFirst() throws IOException {
        StatefulTest test = terminalRisk()
                .send("by-terminal", SHOP, spent(2, Duration.ofHours(2), 700))
                .send("by-terminal", SHOP, spent(1, Duration.ofHours(1), 900));
        assertThat(test.output("scores")).isEmpty();

        test.advanceWatermark(after(Duration.ofHours(2)));
        assertThat(test.output("scores", Score.class)).extracting(Score::id).containsExactly(1L);

        test.advanceWatermark(after(Duration.ofHours(3)));
        assertThat(test.output("scores", Score.class)).extracting(Score::id).containsExactly(1L, 2L);
    }

    @Test
    void aLabelOfTheSameInstantCountsAlready() throws IOException {
        StatefulTest test = terminalRisk()
                .send("by-terminal", SHOP, spent(9, Duration.ofHours(1), 900))
                .send("labels", SHOP, label(1, Duration.ofHours(1), true))
                .send("labels", SHOP, label(2, Duration.ofHours(2), false))
                .endInput()
                .verifyReplayable();
        assertThat(test.output("features", Features.class))
                .extracting(Features::t1n, Features::t1f)
                .containsExactly(tuple(1, 1));
    }

    @Test
    void aTerminalWithFraudRaisesAnAlertForAWeekAndNotLonger() throws IOException {
        StatefulTest test = terminalRisk()
                .send("labels", SHOP, label(1, Duration.ZERO, true))
                .send("by-terminal", SHOP, spent(2, Duration.ofDays(6), 500))
                .restart()
                .send("by-terminal", SHOP, spent(3, Duration.ofDays(8), 500))
                .endInput();
        assertThat(test.output("alerts", Alert.class))
                .extracting(Alert::id, Alert::rule)
                .containsExactly(tuple(2L, "terminal-risk"));
    }

    @Test
    void whatComesBehindTheWatermarkIsNotHandled() throws IOException {
        StatefulTest test = terminalRisk()
                .advanceWatermark(after(Duration.ofHours(5)))
                .send("by-terminal", SHOP, spent(1, Duration.ofHours(4), 900))
                .endInput()
                .expectNoOutput("scores");
        assertThat(test.lateCount()).isOne();
    }
}
