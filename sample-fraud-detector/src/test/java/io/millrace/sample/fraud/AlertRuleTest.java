package io.millrace.sample.fraud;

import static io.millrace.sample.fraud.Samples.paid;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Plain Java needs no kit. */
class AlertRuleTest {
    private static final Spend USUALLY_FIFTY = new Spend(10, 50_000);

    private final AlertRule rule = new AlertRule();

    @Test
    void aLargeAmountIsSuspiciousWhoeverPaysIt() {
        assertThat(rule.broken(paid(1, Duration.ZERO, 22_001), USUALLY_FIFTY, Risk.NONE))
                .isEqualTo("amount");
        assertThat(rule.broken(paid(1, Duration.ZERO, 22_000), new Spend(1, 22_000), Risk.NONE))
                .isNull();
    }

    @Test
    void aTerminalWhereHalfIsFraudIsSuspicious() {
        assertThat(rule.broken(paid(1, Duration.ZERO, 100), USUALLY_FIFTY, new Risk(4, 2)))
                .isEqualTo("terminal-risk");
        assertThat(rule.broken(paid(1, Duration.ZERO, 100), USUALLY_FIFTY, new Risk(5, 2)))
                .isNull();
    }

    @Test
    void farMoreThanUsualIsSuspiciousUnlessItIsLittle() {
        assertThat(rule.broken(paid(1, Duration.ZERO, 15_001), USUALLY_FIFTY, Risk.NONE))
                .isEqualTo("spending");
        assertThat(rule.broken(paid(1, Duration.ZERO, 6_000), new Spend(10, 10_000), Risk.NONE))
                .isNull();
    }
}
