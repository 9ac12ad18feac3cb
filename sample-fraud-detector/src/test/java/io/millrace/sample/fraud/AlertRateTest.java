package io.millrace.sample.fraud;

import static io.millrace.sample.fraud.Samples.ALICE;
import static io.millrace.sample.fraud.Samples.SHOP;
import static io.millrace.sample.fraud.Samples.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.StatefulTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlertRateTest {
    @Test
    void eachAlertTellsHowManyTheMinuteHasSoFar() {
        StatefulTest test = StatefulTest.of(AlertRate.class)
                .send("alerts", SHOP, alert(1, Duration.ofSeconds(10)))
                .expectOutput("alert-counts", counted(Duration.ZERO, 1))
                .send("alerts", SHOP, alert(2, Duration.ofSeconds(59)))
                .expectOutput("alert-counts", counted(Duration.ZERO, 2))
                .send("alerts", SHOP, alert(3, Duration.ofSeconds(60)))
                .expectOutput("alert-counts", counted(Duration.ofMinutes(1), 1))
                .endInput()
                .expectNoOutput("alert-counts");
        assertThat(test.verifyReplayable().lateCount()).isZero();
    }

    private static Alert alert(long id, Duration since) {
        return new Alert(id, after(since).toEpochMilli(), ALICE, SHOP, "amount", 30_000);
    }

    private static AlertCount counted(Duration minute, long alerts) {
        return new AlertCount(SHOP, after(minute).toEpochMilli(), alerts);
    }
}
