package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Meters.Reading;
import io.millrace.testkit.Meters.Sum;
import io.millrace.testkit.Meters.Usage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A handler with windows as its author tests it. */
class WindowsUnderTestTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    static Reading reading(int minute, int watts) {
        return new Reading(watts, after(minute));
    }

    static Instant after(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void windowsCloseWithTheWatermarkAlsoAcrossRestarts() {
        StatefulTest.of(Meters.class)
                .partitions(2)
                .send("readings", "h1", reading(1, 100))
                .expectNoOutput("usage")
                .send("readings", "h1", reading(12, 200))
                .expectOutput("usage", new Usage("h1", after(10), 1, 100))
                .restart()
                .advanceWatermark(after(20))
                .expectOutput("usage", new Usage("h1", after(20), 2, 300))
                .restartWithoutDisk()
                .crashBeforeCommit()
                .advanceWatermark(after(40))
                .expectOutput("usage", new Usage("h1", after(30), 2, 300), new Usage("h1", after(40), 1, 200))
                .expectOutput("at-home", "h1 for 26 min")
                .rebalance(2, 1)
                .endInput()
                .expectNoOutput("usage")
                .expectNoOutput("at-home");
    }

    @Test
    void whatComesTooLateForItsWindowIsSeen() {
        StatefulTest test = StatefulTest.of(Meters.class)
                .send("readings", "h1", reading(1, 100))
                .advanceWatermark(after(60))
                .send("readings", "h1", reading(2, 999));
        assertThat(test.late("readings-late")).containsExactly(reading(2, 999));
        assertThat(test.output("usage", Usage.class)).extracting(Usage::watts).containsExactly(100, 100, 100);
    }

    @Test
    void anEventFromTheFutureIsADeadLetterAndMakesNothingLate() {
        StatefulTest test = StatefulTest.of(Meters.class)
                .send("readings", "h1", reading(1, 100), after(1))
                .send("readings", "h1", reading(61, 100), after(1)) // an hour ahead of its timestamp: at the bound
                .send("readings", "h1", new Reading(999, after(1).plus(Duration.ofDays(3_650))), after(62))
                .send("readings", "h1", reading(62, 200), after(62));
        assertThat(test.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo("record");
            assertThat(letter.reason()).isEqualTo("future");
            assertThat(letter.message()).startsWith("MR-0509").contains("watermark.future-max");
        });
        assertThat(test.late("readings-late")).isEmpty();
        test.advanceWatermark(after(70));
        assertThat(test.output("usage", Usage.class))
                .extracting(Usage::until)
                .last()
                .isEqualTo(after(70));
    }

    @Test
    void theBoundOfTheFutureIsConfigured() {
        StatefulTest test = StatefulTest.of(Meters.class)
                .property("millrace.listeners.meters.watermark.future-max", "off")
                .send("readings", "h1", reading(1, 100), after(1))
                .send("readings", "h1", new Reading(7, after(1).plus(Duration.ofDays(3_650))), after(1))
                .send("readings", "h1", reading(2, 200), after(2));
        assertThat(test.deadLetters()).isEmpty();
        assertThat(test.late("readings-late")).containsExactly(reading(2, 200));
    }

    @Test
    void aWindowThatNobodyTakesIsADeadLetterWithWhatItHeld() {
        StatefulTest test = StatefulTest.of(Meters.class)
                .send("readings", "h1", reading(1, -7))
                .advanceWatermark(after(10));
        assertThat(test.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo("window");
            assertThat(letter.handler()).isEqualTo("half-hours");
            assertThat(letter.value()).isEqualTo(new Sum(1, -7));
            assertThat(letter.due()).isEqualTo(after(10).minusMillis(1));
            assertThat(letter.message()).isEqualTo("no meter runs backwards");
        });
        assertThat(test.toString()).contains("advanceWatermark", "dead letter of meters");
    }
}
