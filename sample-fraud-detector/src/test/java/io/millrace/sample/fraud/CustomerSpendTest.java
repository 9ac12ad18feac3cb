package io.millrace.sample.fraud;

import static io.millrace.sample.fraud.Samples.ALICE;
import static io.millrace.sample.fraud.Samples.SHOP;
import static io.millrace.sample.fraud.Samples.after;
import static io.millrace.sample.fraud.Samples.paid;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.StatefulTest;
import io.millrace.testkit.States;
import io.millrace.testkit.TestKeyedOut;
import io.millrace.testkit.TestTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CustomerSpendTest {
    @Test
    void inPlainJava() {
        TestTime time = new TestTime();
        TestKeyedOut<String, Spent> byTerminal = States.keyedOut();
        CustomerSpend handler = new CustomerSpend(
                States.rolling(time, CustomerSpend::add, CustomerSpend::remove, "1d", "7d", "30d"), byTerminal);

        time.at(after(Duration.ZERO));
        handler.on(ALICE, paid(1, Duration.ZERO, 1_000));
        time.at(after(Duration.ofDays(2)));
        handler.on(ALICE, paid(2, Duration.ofDays(2), 500));

        assertThat(byTerminal.sent())
                .extracting(sent -> sent.value().week())
                .containsExactly(new Spend(1, 1_000), new Spend(2, 1_500));
    }

    @Test
    void whatWasSpentInADayAWeekAndAMonth() {
        StatefulTest test = StatefulTest.of(CustomerSpend.class).partitions(2);

        test.send("transactions", ALICE, paid(1, Duration.ZERO, 1_000))
                .send("transactions", ALICE, paid(2, Duration.ofDays(2), 500))
                .send("transactions", "c2", paid(3, Duration.ofDays(3), 99));

        assertThat(test.output("by-terminal", Spent.class))
                .element(1)
                .isEqualTo(new Spent(
                        paid(2, Duration.ofDays(2), 500), new Spend(1, 500), new Spend(2, 1_500), new Spend(2, 1_500)));
        assertThat(test.messages("by-terminal")).extracting(sent -> sent.key()).containsOnly(SHOP);
        assertThat(test.rolling("spend", ALICE, "7d", after(Duration.ofDays(8))))
                .isEqualTo(new Spend(1, 500));
    }

    @Test
    void neitherCrashNorRestartNorRebalanceShows() {
        StatefulTest.of(CustomerSpend.class)
                .partitions(3)
                .send("transactions", ALICE, paid(1, Duration.ZERO, 1_000))
                .crashBeforeCommit()
                .send("transactions", ALICE, paid(2, Duration.ofHours(1), 500))
                .restartWithoutDisk()
                .rebalance(3, 2)
                .send("transactions", ALICE, paid(3, Duration.ofHours(2), 250))
                .expectOutput(
                        "by-terminal",
                        handedOn(1, Duration.ZERO, 1_000, new Spend(1, 1_000)),
                        handedOn(2, Duration.ofHours(1), 500, new Spend(2, 1_500)),
                        handedOn(3, Duration.ofHours(2), 250, new Spend(3, 1_750)));
    }

    @Test
    void itIsReplayable() {
        StatefulTest.of(CustomerSpend.class)
                .partitions(2)
                .send("transactions", ALICE, paid(1, Duration.ZERO, 1_000))
                .send("transactions", ALICE, paid(2, Duration.ofDays(2), 500))
                .endInput()
                .verifyReplayable();
    }

    private static Spent handedOn(long id, Duration since, long cents, Spend spend) {
        return new Spent(paid(id, since, cents), spend, spend, spend);
    }

    @Test
    void whatIsNoTransactionIsADeadLetter() {
        StatefulTest test = StatefulTest.of(CustomerSpend.class)
                .send("transactions", ALICE, "not JSON".getBytes(StandardCharsets.UTF_8))
                .expectNoOutput("by-terminal");
        assertThat(test.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("undecodable");
            assertThat(letter.key()).isEqualTo(ALICE);
        });
    }
}
