package io.millrace.sample.fraud;

import static io.millrace.sample.fraud.Samples.ALICE;
import static io.millrace.sample.fraud.Samples.after;
import static io.millrace.sample.fraud.Samples.paid;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.StatefulTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CardActivityTest {
    private static final Duration MORNING = Duration.ofHours(-12);

    @Test
    void aDayIsMadeOfItsHours() {
        StatefulTest.of(CardActivity.class)
                .send("transactions", ALICE, paid(1, Duration.ofMinutes(5), 1_000))
                .send("transactions", ALICE, paid(2, Duration.ofMinutes(50), 500))
                .expectNoOutput("hourly-spend")
                .send("transactions", ALICE, paid(3, Duration.ofMinutes(70), 250))
                .expectOutput("hourly-spend", spent(Duration.ZERO, 2, 1_500))
                .expectNoOutput("daily-spend")
                .advanceWatermark(after(Duration.ofHours(12)))
                .expectOutput("hourly-spend", spent(Duration.ofHours(1), 1, 250))
                .expectOutput("daily-spend", spent(MORNING, 3, 1_750));
    }

    @Test
    void halfAnHourWithoutPaymentEndsASession() {
        StatefulTest.of(CardActivity.class)
                .send("transactions", ALICE, paid(1, Duration.ZERO, 1_000))
                .send("transactions", ALICE, paid(2, Duration.ofMinutes(29), 500))
                .send("transactions", ALICE, paid(3, Duration.ofMinutes(60), 250))
                .expectOutput("card-sessions", session(Duration.ZERO, Duration.ofMinutes(29), 2, 1_500))
                .endInput()
                .expectOutput("card-sessions", session(Duration.ofMinutes(60), Duration.ofMinutes(60), 1, 250));
    }

    @Test
    void itIsReplayable() {
        StatefulTest test = StatefulTest.of(CardActivity.class)
                .partitions(2)
                .send("transactions", ALICE, paid(1, Duration.ZERO, 1_000))
                .send("transactions", ALICE, paid(2, Duration.ofMinutes(40), 500))
                .endInput()
                .verifyReplayable();
        assertThat(test.output("daily-spend")).containsExactly(spent(MORNING, 2, 1_500));
    }

    private static PeriodSpend spent(Duration since, int count, long cents) {
        return new PeriodSpend(ALICE, after(since).toEpochMilli(), new Spend(count, cents));
    }

    private static CardSession session(Duration first, Duration last, int count, long cents) {
        return new CardSession(ALICE, after(first).toEpochMilli(), after(last).toEpochMilli(), new Spend(count, cents));
    }
}
