package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** A handler whose watermark is learned, and what configuration makes of it. */
class WatermarksUnderTestTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String INPUT = "millrace.inputs.ticks.watermark.";

    private static long at(long seconds) {
        return NOON.plusSeconds(seconds).toEpochMilli();
    }

    /** What comes out of sixty ticks, with something happening after each. */
    private static List<Object> played(BiConsumer<StatefulTest, Integer> between) {
        Random random = new Random(4);
        StatefulTest test = StatefulTest.of(Ticks.class);
        for (int i = 0; i < 60; i++) {
            test.send("ticks", "k", at(10L * i - (random.nextInt(3) == 0 ? random.nextInt(100) : 0)));
            between.accept(test, i);
        }
        List<Object> out = new ArrayList<>(test.output("seen"));
        out.addAll(test.output("minutes"));
        out.addAll(test.late("ticks-late"));
        return out;
    }

    @Test
    void whatIsLearnedSurvivesRestartsAndMoves() {
        List<Object> plain = played((test, i) -> {});
        assertThat(plain).anyMatch(text -> text.toString().endsWith("late"));
        assertThat(plain.stream().filter(text -> text.toString().endsWith("late")))
                .hasSizeLessThan(20);
        assertThat(played((test, i) -> {
                    switch (i % 4) {
                        case 0 -> test.restart();
                        case 1 -> test.restartWithoutDisk();
                        case 2 -> test.rebalance(1 + i % 3);
                        default -> test.crashBeforeCommit();
                    }
                }))
                .isEqualTo(plain);
    }

    @Test
    void byTheWallClockAMinuteIsOverWithoutAnotherTick() {
        StatefulTest test = StatefulTest.of(Ticks.class)
                .startingAt(NOON)
                .property(INPUT + "strategy", "processing")
                .send("ticks", "k", at(-1_000_000))
                .advanceWallClock(Duration.ofMinutes(2));
        assertThat(test.output("minutes")).singleElement().asString().startsWith("2026-03-01T12:00:00Z 1");
        assertThat(test.output("seen")).noneMatch(text -> text.toString().contains("late"));
    }

    @Test
    void byIngestionTheTimestampCountsAndNotTheMethod() {
        StatefulTest.of(Ticks.class)
                .property(INPUT + "strategy", "ingestion")
                .send("ticks", "k", at(-1_000_000), NOON)
                .expectOutput("seen", "2026-03-01T12:00:00Z")
                .send("ticks", "k", at(0), NOON.plusSeconds(60))
                .expectOutput("minutes", "2026-03-01T12:00:00Z 1");
    }

    @Test
    void boundedAgainByConfiguration() {
        StatefulTest.of(Ticks.class)
                .property(INPUT + "strategy", "bounded")
                .property(INPUT + "drift-max", "1s")
                .send("ticks", "k", at(0))
                .send("ticks", "k", at(60))
                .expectOutput("minutes", "2026-03-01T12:00:00Z 1");
    }

    @Test
    void contradictionsAreRefused() {
        assertThatThrownBy(() -> StatefulTest.of(Ticks.class)
                        .property(INPUT + "out-of-order", "1h")
                        .send("ticks", "k", at(0)))
                .hasMessageContaining("MR-0157 input 'ticks': disorder is learned between outOfOrder = 1h and"
                        + " outOfOrderMax = 5m: set outOfOrderMax to the longest that may be waited");
        assertThatThrownBy(() -> StatefulTest.of(Ticks.class)
                        .property(INPUT + "strategy", "punctuated")
                        .send("ticks", "k", at(0)))
                .hasMessageContaining("MR-0239");
    }
}
