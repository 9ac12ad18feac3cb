package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Order;
import io.millrace.engine.CommitNote;
import io.millrace.model.EventTimeModel;
import io.millrace.model.WatermarkStrategy;
import io.millrace.port.Headers;
import io.millrace.port.OutputRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a watermark is made, seen by what comes of it: in one go, in any pieces, and with a crash after every record. */
class WatermarkStrategiesTest {
    private static final long T = 1_000_000;
    private static final int EVENTS = 60;
    private static final int NEVER_IDLE = -1;

    private record Event(String value, long time) {
        OutputRecord record() {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            return new OutputRecord(TimedListener.IN, 0, new byte[] {'k'}, bytes, time, Headers.NONE);
        }
    }

    private static EventTimeModel of(WatermarkStrategy strategy) {
        boolean learns = strategy == WatermarkStrategy.ADAPTIVE;
        boolean waits = strategy == WatermarkStrategy.BOUNDED;
        return new EventTimeModel(strategy, false, waits ? 40 : 0, learns ? 400 : 0, learns ? 750_000 : 0, NEVER_IDLE);
    }

    static Stream<Arguments> strategiesThatFollowFromRecords() {
        return Stream.of(WatermarkStrategy.values())
                .filter(strategy -> strategy != WatermarkStrategy.PROCESSING)
                .flatMap(strategy -> Stream.of(Order.values()).map(order -> Arguments.of(strategy, order)));
    }

    private static List<Event> events(long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            long time = T + 10 * i - (random.nextInt(4) == 0 ? random.nextInt(120) : 0);
            events.add(new Event(random.nextInt(6) == 0 ? "mark " + (time - 25) : "e" + i, time));
        }
        return events;
    }

    private static List<String> results(CaseRig rig) {
        List<String> results = new ArrayList<>();
        for (String topic : List.of(TimedListener.OUT, TimedListener.LATE)) {
            rig.written(topic).forEach(written -> results.add(topic + " " + written.value()));
        }
        return results;
    }

    @ParameterizedTest
    @MethodSource("strategiesThatFollowFromRecords")
    void neitherCrashesNorTheSizeOfPollsChangeAnything(WatermarkStrategy strategy, Order order) {
        List<Event> events = events(strategy.ordinal());
        CaseRig plain = new CaseRig(new TimedListener(of(strategy), order), 1);
        CaseRig crashing = new CaseRig(new TimedListener(of(strategy), order), 1);
        long reached = Long.MIN_VALUE;
        for (Event event : events) {
            plain.events(List.of(event.record()));
            crashing.events(List.of(event.record()));
            CommitNote before = crashing.note();
            crashing.restart();
            CommitNote after = crashing.note();
            assertThat(before).isNotNull();
            assertThat(after).isNotNull();
            assertThat(after.watermark()).isGreaterThanOrEqualTo(before.watermark());
            assertThat(after.taskWatermark()).isGreaterThanOrEqualTo(reached);
            reached = after.taskWatermark();
        }
        List<String> expected = results(plain);
        assertThat(expected).as("something was in time").hasSizeGreaterThan(EVENTS / 2);
        assertThat(expected).as("something was late").anyMatch(text -> text.contains("late"));
        assertThat(results(crashing)).isEqualTo(expected);

        if (order == Order.EVENT_TIME) {
            return; // without windows the task's watermark moves with each poll
        }
        CaseRig atOnce = new CaseRig(new TimedListener(of(strategy), order), 1);
        atOnce.events(events.stream().map(Event::record).toList());
        assertThat(results(atOnce)).isEqualTo(expected);
    }

    @Test
    void marksAloneMoveAPunctuatedWatermark() {
        CaseRig rig = new CaseRig(new TimedListener(of(WatermarkStrategy.PUNCTUATED), Order.ARRIVAL), 1);
        for (Event event : List.of(
                new Event("a", T + 10),
                new Event("b", T + 900),
                new Event("mark " + (T + 50), T + 20),
                new Event("c", T + 60),
                new Event("d", T + 40))) {
            rig.events(List.of(event.record()));
        }
        assertThat(results(rig))
                .containsExactly(
                        "out a at 1000010 behind " + Long.MIN_VALUE,
                        "out b at 1000900 behind " + Long.MIN_VALUE,
                        "out mark 1000050 at 1000020 behind " + Long.MIN_VALUE,
                        "out 1000000 has 2",
                        "out c at 1000060 behind 1000050",
                        "out d at 1000040 late behind 1000050",
                        "late d");
    }

    /** One record with an absurd mark would make everything behind it late. */
    @Test
    void aMarkFromTheFutureIsADeadLetter() {
        CaseRig rig = new CaseRig(new TimedListener(of(WatermarkStrategy.PUNCTUATED), Order.ARRIVAL), 1);
        rig.events(List.of(new Event("mark " + (T + 3_600_001), T).record(), new Event("a", T).record()));
        assertThat(rig.written(SimListener.deadLettersOf(TimedListener.NAME)))
                .singleElement()
                .satisfies(letter -> assertThat(new String(letter.headers().last("millrace.error.reason")))
                        .isEqualTo("future"));
        assertThat(results(rig)).containsExactly("out a at 1000000 behind " + Long.MIN_VALUE);
    }

    @Test
    void byTheWallClockWindowsCloseWithoutRecordsAndNothingIsLate() {
        CaseRig rig = new CaseRig(new TimedListener(of(WatermarkStrategy.PROCESSING), Order.ARRIVAL), 1_000);
        rig.untilMs(rig.zeroMs());
        rig.events(List.of(new Event("a", 5).record(), new Event("b", 3).record()));
        rig.untilMs(rig.zeroMs() + 2_000);
        List<String> results = results(rig);
        assertThat(results).noneMatch(text -> text.contains("late"));
        assertThat(results).anyMatch(text -> text.matches("out \\d+ has [12]"));
        CommitNote note = rig.note();
        rig.restart();
        rig.untilMs(rig.zeroMs() + 60_000);
        assertThat(rig.note()).as("time alone is nothing to commit").isEqualTo(note);
        rig.events(List.of(new Event("c", 1).record()));
        assertThat(results(rig))
                .hasSize(2)
                .noneMatch(text -> text.contains("late"))
                .anyMatch(text -> text.startsWith("out c at "))
                .anyMatch(text -> text.endsWith(" has 1"));
    }
}
