package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.EventTimer;
import io.millrace.api.Fold;
import io.millrace.api.KeyedOut;
import io.millrace.api.ListState;
import io.millrace.api.LongState;
import io.millrace.api.MapState;
import io.millrace.api.Out;
import io.millrace.api.RollingState;
import io.millrace.api.Unfold;
import io.millrace.api.ValueState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A handler is a record over its handles, so a test makes one with {@code new}. */
class HandlerWithNewTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    record Detector(
            LongState score,
            ValueState<Boolean> frozen,
            ListState<Long> recent,
            MapState<String, Long> byCountry,
            RollingState<Long, Spend> spend,
            EventTimer unfreeze,
            Out<String> alerts,
            KeyedOut<String, Long> byTerminal) {
        record Spend(int n, long cents) {}

        void on(String account, String country, long cents) {
            spend.add(cents);
            recent.add(cents);
            Long before = byCountry.get(country);
            byCountry.put(country, before == null ? cents : before + cents);
            Spend day = spend.get("1d");
            if (score.add(day == null ? 0 : day.n()) >= 6 && !frozen.orElse(false)) {
                frozen.set(true);
                unfreeze.after(Duration.ofHours(24));
                alerts.send(account + " spent " + recent.get());
            }
            byTerminal.send("t1", cents);
        }

        void thaw() {
            frozen.clear();
            score.set(0);
        }

        @Fold("spend")
        static Spend add(@Nullable Spend a, long cents) {
            return a == null ? new Spend(1, cents) : new Spend(a.n() + 1, a.cents() + cents);
        }

        @Unfold("spend")
        static Spend remove(Spend a, long cents) {
            return new Spend(a.n() - 1, a.cents() - cents);
        }
    }

    @Test
    void stateThatEndsEndsByTheEventTimeOfTheCall() {
        TestTime time = new TestTime().at(NOON);
        LongState score = States.longValue(time, "1h");
        ValueState<String> name = States.value(time, "1h");
        ListState<Integer> recent = States.list(time, "1h", 3);
        MapState<String, Integer> seen = States.map(time, "1h", 2);
        score.add(2);
        name.set("a");
        recent.add(1);
        seen.put("x", 1);
        time.pass(Duration.ofMinutes(30));
        score.add(3);
        recent.add(2);
        seen.put("y", 2);
        time.pass(Duration.ofMinutes(30));
        assertThat(score.get()).isEqualTo(5);
        assertThat(name.get()).isNull();
        assertThat(recent.get()).containsExactly(2);
        assertThat(seen.get("x")).isNull();
        assertThat(seen.put("z", 3)).isNull();
        assertThat(seen.put("w", 4)).isNull();
        assertThat(seen.contains("y")).as("the oldest goes first").isFalse();
        time.pass(Duration.ofHours(1));
        assertThat(score.get()).isZero();
        assertThat(recent.size()).isZero();
        assertThat(seen.isEmpty()).isTrue();
    }

    @Test
    void oneKey() {
        TestTime time = new TestTime().at(NOON);
        EventTimer unfreeze = States.eventTimer(time);
        TestOut<String> alerts = States.out();
        TestKeyedOut<String, Long> byTerminal = States.keyedOut();
        Detector detector = new Detector(
                States.longValue(),
                States.value(),
                States.list(2),
                States.map(),
                States.rolling(time, Detector::add, Detector::remove, "1d"),
                unfreeze,
                alerts,
                byTerminal);

        detector.on("alice", "PT", 10);
        detector.on("alice", "ES", 20);
        assertThat(alerts.sent()).isEmpty();
        detector.on("alice", "PT", 30);

        assertThat(alerts.sent()).containsExactly("alice spent [20, 30]");
        assertThat(unfreeze.due()).isEqualTo(NOON.plus(Duration.ofHours(24)));
        assertThat(byTerminal.sent("t1")).containsExactly(10L, 20L, 30L);
        assertThat(detector.byCountry().get("PT")).isEqualTo(40);
        detector.thaw();
        assertThat(detector.frozen().get()).isNull();
        assertThat(detector.score().get()).isZero();
    }

    @Test
    void severalKeysShareHandlesAndTime() {
        KeyedStates states = States.keyed().at(NOON);
        LongState score = states.longValue();
        EventTimer timer = states.eventTimer();
        TestOut<String> out = states.out();

        states.key("alice");
        score.add(5);
        timer.after(Duration.ofMinutes(1));
        states.key("bob");
        assertThat(score.get()).isZero();
        assertThat(timer.due()).isNull();
        out.send("hello");

        states.key("alice");
        assertThat(score.get()).isEqualTo(5);
        assertThat(timer.due()).isEqualTo(NOON.plusSeconds(60));
        assertThat(out.messages()).singleElement().satisfies(message -> {
            assertThat(message.key()).isEqualTo("bob");
            assertThat(message.at()).isEqualTo(NOON);
        });
    }

    @Test
    void rollingWindowsAreOpenOnTheLeftAndSeeNothingLater() {
        KeyedStates states = States.keyed().key("k");
        RollingState<Long, Long> sum = states.rolling((a, e) -> a == null ? e : a + e, (a, e) -> a - e, "1h", "1d");
        states.at(NOON);
        sum.add(1L);
        states.at(NOON.plus(Duration.ofMinutes(30)));
        sum.add(10L);
        assertThat(sum.get("1h")).isEqualTo(11);

        states.at(NOON.plus(Duration.ofHours(1)));
        assertThat(sum.get("1h")).isEqualTo(10);
        assertThat(sum.get("1d")).isEqualTo(11);
        states.at(NOON);
        assertThat(sum.get("1d")).isEqualTo(1);
        states.at(NOON.minusMillis(1));
        assertThat(sum.get("1d")).isNull();
        assertThatThrownBy(() -> sum.get("2d")).hasMessageContaining("no window of size 2d");
        assertThatThrownBy(sum::get).hasMessageContaining("say which");
    }

    @Test
    void aDelayMovesWindowsIntoThePast() {
        KeyedStates states = States.keyed().key("k").at(NOON);
        RollingState<Long, Long> sum = states.rolling((a, e) -> a == null ? e : a + e, null, Duration.ofDays(7), "1d");
        sum.add(1L);
        assertThat(sum.get()).isNull();
        states.at(NOON.plus(Duration.ofDays(7)));
        assertThat(sum.get()).isEqualTo(1);
    }

    @Test
    void anUnfoldThatDoesNotUndoTheFoldIsFound() {
        KeyedStates states = States.keyed().key("k").at(NOON);
        RollingState<Long, Long> sum = states.rolling((a, e) -> a == null ? e : a + e, (a, e) -> a, "1h");
        sum.add(1L);
        states.at(NOON.plus(Duration.ofHours(1)));
        sum.add(10L);
        assertThatThrownBy(sum::get).isInstanceOf(AssertionError.class).hasMessageContaining("does not undo");
    }

    @Test
    void mapsAreWalkedInKeyOrder() {
        MapState<String, Integer> map = States.map();
        assertThat(map.isEmpty()).isTrue();
        assertThat(map.remove("x")).isNull();
        map.put("b", 2);
        map.put("a", 1);
        assertThat(map.put("b", 3)).isEqualTo(2);
        List<String> seen = new ArrayList<>();
        map.forEach((key, value) -> seen.add(key + value));
        assertThat(seen).containsExactly("a1", "b3");
        assertThat(map.contains("b")).isTrue();
        map.clear();
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    void reservedHeadersAreRefused() {
        TestOut<String> out = States.out();
        assertThatThrownBy(() -> out.send("x", Map.of("millrace.wm", new byte[0])))
                .hasMessageContaining("reserved");
    }
}
