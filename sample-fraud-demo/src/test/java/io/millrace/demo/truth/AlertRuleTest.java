package io.millrace.demo.truth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlertRuleTest {
    @Test
    void theFirstReasonThatHoldsNamesTheAlert() {
        assertThat(AlertRule.reason(paying(220_01), features(1, 220_01, 2, 1))).contains(AlertRule.AMOUNT);
        assertThat(AlertRule.reason(paying(220_00), features(1, 220_00, 2, 1))).contains(AlertRule.TERMINAL_RISK);
        assertThat(AlertRule.reason(paying(60_01), features(4, 80_00, 3, 1))).contains(AlertRule.SPENDING);
    }

    @Test
    void boundsAreExact() {
        assertThat(AlertRule.reason(paying(60_00), features(4, 60_03, 0, 0))).isEmpty();
        assertThat(AlertRule.reason(paying(90_00), features(4, 120_00, 0, 0))).isEmpty();
        assertThat(AlertRule.reason(paying(10_00), features(1, 10_00, 0, 0))).isEmpty();
    }

    private static Transaction paying(long cents) {
        return new Transaction(1, 0, 1, 1, cents, false);
    }

    private static Features features(long c30n, long c30s, long t7n, long t7f) {
        return new Features(1, 0, 0, 0, 0, c30n, c30s, 0, 0, t7n, t7f, 0, 0);
    }
}
