package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.FailureAction;
import io.millrace.api.Rejected;
import io.millrace.model.FailureModel;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailingTest {
    private static final long MS = 1_000_000;
    private static final FailureModel POLICY = new FailureModel(
            2,
            100,
            250,
            FailureAction.DEAD_LETTER,
            List.of(IllegalArgumentException.class.getName()),
            List.of(IOException.class.getName()),
            1_000);

    private final Failing failing = new Failing(POLICY);

    @Test
    void retriesAsOftenAsThePolicySaysWithGrowingPauses() {
        Exception error = new IllegalStateException();

        assertThat(failing.retries(error, 0)).isTrue();
        assertThat(failing.isWaiting(99 * MS)).isTrue();
        assertThat(failing.isWaiting(100 * MS)).isFalse();
        assertThat(failing.retries(error, 100 * MS)).isTrue();
        assertThat(failing.isWaiting(299 * MS)).isTrue();
        assertThat(failing.isWaiting(300 * MS)).isFalse();
        assertThat(failing.retries(error, 300 * MS)).isFalse();
        assertThat(failing.attempts()).isEqualTo(3);
    }

    @Test
    void whatIsFatalOrRejectedIsNotRetried() {
        assertThat(failing.retries(new NumberFormatException("a subclass counts too"), 0))
                .isFalse();
        failing.over();
        assertThat(failing.retries(new Rejected("no"), 0)).isFalse();
    }

    @Test
    void whatPassesByItselfIsRetriedForAsLongAsThePolicySays() {
        Exception error = new ConnectException();
        for (long ms = 0; ms < 1_000; ms += 50) {
            assertThat(failing.retries(error, ms * MS)).isTrue();
        }
        assertThat(failing.retries(error, 1_000 * MS)).isFalse();
    }

    @Test
    void theLongestPauseIsBounded() {
        for (int i = 0; i < 60; i++) {
            failing.retries(new ConnectException(), 0);
        }
        assertThat(failing.isWaiting(250 * MS)).isFalse();
        assertThat(failing.isWaiting(249 * MS)).isTrue();
    }
}
