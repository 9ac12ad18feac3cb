package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.port.Failpoint;
import io.millrace.testkit.Forgetful.Clocked;
import io.millrace.testkit.Forgetful.Dated;
import io.millrace.testkit.Forgetful.Drawing;
import io.millrace.testkit.Forgetful.Marking;
import io.millrace.testkit.Forgetful.Memory;
import io.millrace.testkit.Forgetful.Numbering;
import io.millrace.testkit.Forgetful.Numbers;
import io.millrace.testkit.Forgetful.Once;
import io.millrace.testkit.Forgetful.ShortLived;
import io.millrace.testkit.Forgetful.StaticMap;
import io.millrace.testkit.Forgetful.Trusting;
import io.millrace.testkit.Meters.Reading;
import io.millrace.testkit.Parcels.Picky;
import io.millrace.testkit.Parcels.Scan;
import io.millrace.testkit.Parcels.Tariff;
import io.millrace.testkit.Parcels.Tracking;
import io.millrace.testkit.Parcels.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What can be repeated is let through, what cannot is caught and named. */
class VerifyReplayableTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static Scan scan(String place, int minute) {
        return new Scan(place, NOON.plus(Duration.ofMinutes(minute)));
    }

    private static AssertionError caught(StatefulTest test) {
        return catchThrowableOfType(AssertionError.class, test::verifyReplayable);
    }

    @Test
    void everyKindOfStateAndTimerPasses() {
        StatefulTest.of(Tracking.class)
                .with(Tariff.class, place -> place.length())
                .partitions(2)
                .send("scans", "p1", scan("Rome", 0))
                .send("scans", "p2", scan("Rome", 1))
                .send("scans", "p1", scan("Oslo", 2))
                .advanceWallClock(Duration.ofMinutes(6))
                .advanceWatermark(NOON.plus(Duration.ofMinutes(40)))
                .endInput()
                .verifyReplayable();
    }

    /** Of the engine's points those that these steps can reach, none left out. */
    @Test
    void processesDieAtEveryPointOfTheEngine() {
        StatefulTest test = StatefulTest.of(Traffic.class)
                .partitions(2)
                .send("by-place", "Rome", scan("Rome", 5))
                .advanceWatermark(NOON.plus(Duration.ofMinutes(4)))
                .send("by-place", "Rome", scan("Rome", 6))
                .advanceWatermark(NOON.plus(Duration.ofMinutes(6)))
                .rebalance(2, 1);

        assertThat(test.diedAtWhenVerified(Replays.DEFAULT.crashesMax(10_000)))
                .containsAll(EnumSet.complementOf(EnumSet.of(Failpoint.BETWEEN_TIMER_SLICES, Failpoint.SINGLE_STEP)));
    }

    @Test
    void listenersThatHandOnInEventTimeOrderPass() {
        StatefulTest.of(Tracking.class, Traffic.class)
                .with(Tariff.class, place -> 1)
                .partitions(2)
                .send("scans", "p1", scan("Rome", 1))
                .send("scans", "p2", scan("Rome", 0))
                .send("closures", "Rome", "rain", NOON.plus(Duration.ofMinutes(1)))
                .endInput()
                .verifyReplayable();
    }

    @Test
    void windowsAndLateRecordsPass() {
        StatefulTest test = StatefulTest.of(Meters.class)
                .send("readings", "h1", new Reading(1, NOON))
                .send("readings", "h2", new Reading(2, NOON.plusSeconds(30)))
                .advanceWatermark(NOON.plus(Duration.ofHours(1)))
                .send("readings", "h1", new Reading(3, NOON.plusSeconds(60)))
                .endInput();
        assertThat(test.lateCount()).isPositive();
        test.verifyReplayable();
    }

    @Test
    void retriesDeadLettersAndTheTestsOwnCrashesPass() {
        StatefulTest.of(Picky.class)
                .send("words", "k", "a")
                .send("words", "k", "")
                .crashBeforeCommit()
                .send("words", "k", "b")
                .rebalance(3, 1)
                .restartWithoutDisk()
                .send("words", "k", "c")
                .verifyReplayable();
    }

    @Test
    void whatIsForgottenInTimePasses() {
        StatefulTest.of(ShortLived.class)
                .send("words", "k", "a", NOON)
                .send("words", "k", "b", NOON.plusSeconds(1))
                .send("words", "k", "c", NOON.plus(Duration.ofHours(2)))
                .endInput()
                .verifyReplayable();
    }

    @Test
    void aStaticMapIsNamed() {
        StatefulTest test = StatefulTest.of(StaticMap.class)
                .send("words", "k", "a")
                .send("words", "k", "b")
                .expectOutput("counts", 1, 2);
        assertThat(caught(test))
                .hasMessageContaining("not replayable: after step 2 of 2, output of 'counts' for k")
                .hasMessageContaining("expected: 2")
                .hasMessageContaining("actual:   1")
                .hasMessageContaining("trouble:  at step 1, the process died when the step had been handled, disk kept")
                .hasMessageContaining("static field COUNTS of " + Memory.class.getName() + " (was {}, became {k=1})")
                .hasMessageContaining("lost with the process")
                .hasMessageContaining("seed:     1")
                .hasMessageContaining("1. send words k a");
    }

    /** Once lost, once not taken back: the first word alone shows it. */
    @Test
    void aStaticSetThatIsNotTakenBackIsNamed() {
        StatefulTest test = StatefulTest.of(Once.class).send("words", "k", "a").expectOutput("firsts", "a");
        assertThat(caught(test))
                .hasMessageContaining("actual:   none")
                .hasMessageContaining("the commit was lost, and the same process handled its records again")
                .hasMessageContaining("static field WORDS of " + Memory.class.getName())
                .hasMessageContaining("not taken back when a record is handled again");
    }

    @Test
    void whatABeanKeepsIsNamed() {
        AtomicInteger last = new AtomicInteger();
        StatefulTest test = StatefulTest.of(Numbering.class)
                .with(Numbers.class, last::incrementAndGet)
                .send("words", "k", "a")
                .send("words", "k", "b");
        assertThat(caught(test)).hasMessageContaining("the bean Numbers");
        // A test that has its say in a bean must find it as it was.
        assertThat(last).hasValue(2);
    }

    @Test
    void theClockIsNamed() {
        StatefulTest test = StatefulTest.of(Clocked.class).send("words", "k", "a");
        assertThat(caught(test))
                .hasMessageContaining("after step 1 of 1, state 'at' of k")
                .hasMessageContaining("trouble:  none: the same steps once more")
                .hasMessageContaining("cause:    probably the clock")
                .hasMessageContaining(Clocked.class.getName() + " calls System.currentTimeMillis()");
    }

    @Test
    void chanceIsNamed() {
        StatefulTest test = StatefulTest.of(Drawing.class).send("words", "k", "a");
        assertThat(caught(test))
                .hasMessageContaining("cause:    probably a random value")
                .hasMessageContaining(Drawing.class.getName() + " calls new SplittableRandom()");
    }

    @Test
    void whatCannotBePutBackIsNamed() {
        StatefulTest test =
                StatefulTest.of(Marking.class).with(BitSet.class, new BitSet()).send("words", "k", "a");
        assertThat(caught(test))
                .hasMessageContaining("trouble:  none: the same steps once more")
                .hasMessageContaining("what is kept in the bean BitSet of type java.util.BitSet");
    }

    @Test
    void aStateThatIsReadAsAnotherValueIsCaught() {
        StatefulTest test = StatefulTest.of(Trusting.class)
                .send("words", "k", "a")
                .send("words", "k", "b")
                .expectOutput("sizes", 1, 2);
        assertThat(caught(test))
                .hasMessageContaining("expected: 2")
                .hasMessageContaining("actual:   3")
                .hasMessageContaining("a state type that is read as another value than was set");
    }

    @Test
    void theClockIsNamedWhereItDoesNotShow() {
        StatefulTest test = StatefulTest.of(Dated.class).send("words", "k", "a");
        assertThat(caught(test)).hasMessageContaining(Dated.class.getName() + " calls LocalDate.now()");
        test.verifyReplayable(Replays.DEFAULT.allowClockAndChance());
    }

    @Test
    void theStepsAreThoseOfTheRecordsAsTheyWereSent() {
        byte[] word = {'a'};
        StatefulTest test = StatefulTest.of(Picky.class).send("words", "k", word);
        word[0] = 'b';
        test.verifyReplayable().expectOutput("taken", 1L);
    }

    @Test
    void noMoreIsTriedThanIsWanted() {
        StatefulTest test = StatefulTest.of(Picky.class).send("words", "k", "a").send("words", "k", "b");
        assertThat(test.diedAtWhenVerified(Replays.DEFAULT.crashesMax(1))).hasSizeLessThan(2);
        assertThat(test.diedAtWhenVerified(Replays.DEFAULT.crashesMax(60).seed(7)))
                .isEqualTo(
                        test.diedAtWhenVerified(Replays.DEFAULT.crashesMax(60).seed(7)))
                .isNotEqualTo(test.diedAtWhenVerified(Replays.DEFAULT.crashesMax(500)));
    }

    @Test
    void withoutStepsThereIsNothingToRepeat() {
        assertThatThrownBy(() -> StatefulTest.of(Picky.class).verifyReplayable())
                .hasMessageContaining("MR-0920");
        assertThatThrownBy(() -> Replays.DEFAULT.crashesMax(0)).hasMessageContaining("MR-0921");
    }
}
