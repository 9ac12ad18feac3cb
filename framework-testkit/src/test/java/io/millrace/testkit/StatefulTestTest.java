package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Parcels.Notice;
import io.millrace.testkit.Parcels.Picky;
import io.millrace.testkit.Parcels.Scan;
import io.millrace.testkit.Parcels.Tariff;
import io.millrace.testkit.Parcels.Tracking;
import io.millrace.testkit.Parcels.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The handler test kit, as its users would use it. */
class StatefulTestTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static Scan scan(String place, int minute) {
        return new Scan(place, NOON.plus(Duration.ofMinutes(minute)));
    }

    private static StatefulTest tracking() {
        return StatefulTest.of(Tracking.class)
                .with(Tariff.class, place -> place.length())
                .partitions(2);
    }

    @Test
    void outputsAndStateOfEveryKindAreThoseOfTheEngine() {
        StatefulTest test = tracking().send("scans", "p1", scan("Rome", 0)).send("scans", "p1", scan("Oslo", 1));
        test.send("scans", "p2", scan("Rome", 2));

        assertThat(test.output("notices", Notice.class))
                .containsExactly(new Notice("p1", "Rome"), new Notice("p1", "Oslo"), new Notice("p2", "Rome"));
        assertThat(test.state("cents", "p1")).isEqualTo(8L);
        assertThat(test.state("last", "p1", String.class)).isEqualTo("Oslo");
        assertThat(test.state("places", "p1")).isEqualTo(List.of("Rome", "Oslo"));
        assertThat(test.state("visits", "p1")).isEqualTo(Map.of("Rome", 1, "Oslo", 1));
        assertThat(test.state("last", "p3")).isNull();
        assertThat(test.messages("by-place")).first().satisfies(sent -> {
            assertThat(sent.key()).isEqualTo("Rome");
            assertThat(sent.at()).isEqualTo(NOON);
        });
    }

    @Test
    void eventTimersFireWhenTheWatermarkHasPassedThem() {
        StatefulTest test = tracking().send("scans", "p1", scan("Rome", 0));
        test.expectOutput("notices", new Notice("p1", "Rome"));

        assertThat(test.timers()).extracting(PendingTimer::name).containsExactly("reminder", "stays", "lost");
        assertThat(test.timers())
                .element(1)
                .isEqualTo(new PendingTimer("stays", "p1", "Rome", NOON.plus(Duration.ofMinutes(30))));
        // A timer fires when the watermark is behind it, not at it.
        test.advanceWatermark(NOON.plus(Duration.ofMinutes(30))).expectNoOutput("notices");
        test.advanceWatermark(NOON.plus(Duration.ofMinutes(30)).plusMillis(1))
                .expectOutput("notices", new Notice("p1", "stays at Rome"));
        test.endInput().expectOutput("notices", new Notice("p1", "lost behind Rome"));
        assertThat(test.timers()).extracting(PendingTimer::name).containsExactly("reminder");
    }

    @Test
    void processingTimersFireByTheWallClockAlone() {
        tracking()
                .send("scans", "p1", scan("Rome", 0))
                .expectOutput("notices", new Notice("p1", "Rome"))
                .advanceWallClock(Duration.ofMinutes(5).minusMillis(1))
                .expectNoOutput("notices")
                .advanceWallClock(Duration.ofMillis(2))
                .expectOutput("notices", new Notice("p1", "reminder"));
    }

    @Test
    void nothingChangesWithRestartsCrashesAndRebalances() {
        StatefulTest test = tracking()
                .send("scans", "p1", scan("Rome", 0))
                .restart()
                .send("scans", "p1", scan("Rome", 1))
                .restartWithoutDisk()
                .crashBeforeCommit()
                .send("scans", "p1", scan("Rome", 2))
                .rebalance(3, 1, 2)
                .send("scans", "p1", scan("Rome", 3));

        test.expectState("visits", "p1", Map.of("Rome", 4)).expectState("cents", "p1", 16L);
        assertThat(test.output("notices")).hasSize(4);
        assertThat(test.timers()).hasSize(3);
        assertThat(test.toString()).contains("2. restart", "send scans p1", "-> crash, and another process took over");
    }

    @Test
    void tasksGoToEmptyDisksAndToOldCopies() {
        StatefulTest test = tracking().send("scans", "p1", scan("Rome", 0));
        test.handOver(false).send("scans", "p1", scan("Rome", 1));
        test.handOver(true).send("scans", "p1", scan("Rome", 2));
        test.handOver(true).send("scans", "p1", scan("Rome", 3));
        test.rebalanceKeepingDisks(3, 1, 3, 2).send("scans", "p1", scan("Rome", 4));

        test.expectState("visits", "p1", Map.of("Rome", 5));
        assertThat(test.output("notices")).hasSize(5);
        assertThat(test.toString()).contains("2. handOver to empty disks", "4. handOver to old copies");
    }

    /** A list is kept in chunks of 32: what one of them weighs shows when it is committed. */
    @Test
    void stateThatGrowsTooLargeIsTheFailureOfItsRecordAlone() {
        String place = "x".repeat(100);
        StatefulTest test = tracking().property("millrace.listeners.tracking.record-bytes-max", 2_000);
        for (int i = 0; i < 25; i++) {
            test.send("scans", "p1", scan(place, i));
        }
        test.send("scans", "p2", scan("Rome", 25));

        int dead = test.deadLetters().size();
        assertThat(dead).isBetween(5, 10);
        assertThat(test.deadLetters()).allSatisfy(letter -> {
            assertThat(letter.message()).contains("MR-0411").doesNotContain(place);
            assertThat(letter.attempts()).isEqualTo(1);
        });
        test.expectState("places", "p1", Collections.nCopies(25 - dead, place));
        test.expectState("visits", "p1", Map.of(place, 25 - dead)).expectState("visits", "p2", Map.of("Rome", 1));
    }

    @Test
    void listenersOfOneTestHandOnToEachOtherInEventTimeOrder() {
        StatefulTest test = StatefulTest.of(Tracking.class, Traffic.class)
                .with(Tariff.class, place -> 1)
                .partitions(3)
                .send("scans", "p1", scan("Rome", 1))
                .send("scans", "p2", scan("Rome", 0))
                .send("closures", "Rome", "rain", NOON.plus(Duration.ofMinutes(1)));
        test.expectNoOutput("traffic");
        test.endInput()
                .expectOutput(
                        "traffic",
                        "1 " + NOON.getEpochSecond(),
                        "2 closed " + NOON.plus(Duration.ofMinutes(1)).getEpochSecond());
    }

    @Test
    void aReKeyedInputWhoseWriterIsNotPartOfTheTestIsFedByIt() {
        StatefulTest test = StatefulTest.of(Traffic.class)
                .send("by-place", "Rome", scan("Rome", 5))
                .advanceWatermark(NOON.plus(Duration.ofMinutes(6)))
                .expectOutput("traffic", "1 " + NOON.plus(Duration.ofMinutes(5)).getEpochSecond())
                .send("by-place", "Rome", scan("Rome", 1));
        assertThat(test.late("scans-late")).containsExactly(scan("Rome", 1));
        assertThat(test.lateCount()).isOne();
    }

    @Test
    void whatCannotBeHandledIsADeadLetter() {
        StatefulTest test = StatefulTest.of(Picky.class)
                .send("words", "k", "a")
                .send("words", "k", "")
                .send("words", "k", "b");
        test.expectOutput("taken", 1L, 2L);
        assertThat(test.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.handler()).isEqualTo("words");
            assertThat(letter.reason()).isEqualTo("failed");
            assertThat(letter.attempts()).isEqualTo(4);
            assertThat(letter.message()).isEqualTo("no word");
            assertThat(letter.key()).isEqualTo("k");
        });
    }

    @Test
    void aFailureTellsTheStepsTheExpectedAndTheActual() {
        StatefulTest test = tracking().send("scans", "p1", scan("Rome", 0)).restart();
        assertThatThrownBy(() -> test.expectOutput("notices", new Notice("p1", "Oslo")))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                after step 2: output of 'notices'
                  expected: [Notice[parcel=p1, what=Oslo]]
                  actual:   [Notice[parcel=p1, what=Rome]]
                  seed:     1
                steps:
                  1. send scans p1 Scan[place=Rome, at=2026-03-01T12:00:00Z]
                       -> by-place Rome Scan[place=Rome, at=2026-03-01T12:00:00Z]
                       -> notices p1 Notice[parcel=p1, what=Rome]
                  2. restart""");
        assertThatThrownBy(() -> test.expectState("cents", "p1", 5L))
                .hasMessageContaining("state 'cents' of p1")
                .hasMessageContaining("expected: 5")
                .hasMessageContaining("actual:   4");
    }

    @Test
    void aFailureTellsTheSeed() {
        StatefulTest test = tracking().seed(42).send("scans", "p1", scan("Rome", 0));
        assertThatThrownBy(() -> test.expectNoOutput("notices")).hasMessageContaining("seed:     42");
    }

    @Test
    void aPolicyThatStopsTheListenerFailsTheStep() {
        StatefulTest test = StatefulTest.of(Picky.class)
                .property("millrace.listeners.picky.on-failure.then", "stop")
                .property("millrace.listeners.picky.on-failure.retries", 0);
        assertThatThrownBy(() -> test.send("words", "k", ""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("MR-0610")
                .hasMessageContaining("1. send words k ")
                .hasRootCauseMessage("no word");
    }

    @Test
    void whatIsMissingOrMisspeltIsNamed() {
        assertThatThrownBy(() -> StatefulTest.of(Tracking.class).send("scans", "p1", scan("Rome", 0)))
                .hasMessageContaining("MR-0902")
                .hasMessageContaining(".with(Tariff.class, ...)");
        assertThatThrownBy(() -> tracking().send("scan", "p1", scan("Rome", 0)))
                .hasMessageContaining("MR-0904")
                .hasMessageContaining("[scans]");
        assertThatThrownBy(() -> tracking().output("notice")).hasMessageContaining("MR-0905");
        assertThatThrownBy(() -> tracking().late("notices")).hasMessageContaining("MR-0906");
        assertThatThrownBy(() -> tracking().state("cent", "p1"))
                .hasMessageContaining("MR-0908")
                .hasMessageContaining("cents");
        assertThatThrownBy(() -> tracking().restart().partitions(3)).hasMessageContaining("MR-0909");
        assertThatThrownBy(() -> tracking()
                        .property("millrace.listeners.tracking.on-failure.retry", 1)
                        .restart())
                .hasMessageContaining("MR-0215");
    }

    @Test
    void theSameStepsHaveTheSameEffects() {
        String first = null;
        for (int run = 0; run < 3; run++) {
            StatefulTest test = tracking()
                    .send("scans", "p1", scan("Rome", 0))
                    .rebalance(3, 2)
                    .crashBeforeCommit()
                    .send("scans", "p2", scan("Oslo", 1))
                    .endInput();
            String told = test + "\n" + test.timers() + test.messages("notices");
            assertThat(told).isEqualTo(first == null ? told : first);
            first = told;
        }
    }
}
