package io.millrace.windowing.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.EventTimer;
import io.millrace.api.EventTimers;
import io.millrace.api.ProcessingTimer;
import io.millrace.api.ProcessingTimers;
import io.millrace.spi.TypeRef;
import io.millrace.state.DueEntry;
import io.millrace.state.StoreSpec;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.CodecException;
import io.millrace.state.codec.Codecs;
import io.millrace.windowing.TestTask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimersTest {
    private static final Codec<Object> IDS = Codecs.of(TypeRef.of(String.class));
    private static final List<StoreSpec> STORES = List.of(
            TimerStores.of("a", Domain.EVENT, null),
            TimerStores.of("b", Domain.EVENT, null),
            TimerStores.of("c", Domain.PROCESSING, null),
            TimerStores.of("d", Domain.PROCESSING, null));

    private final TestTask task = new TestTask(STORES);
    private EventTimer event = new KeyTimer(task.buffer(), 0, task, Domain.EVENT);
    private final EventTimers<String> events = new KeyTimers<>(task.buffer(), 1, task, Domain.EVENT, IDS);
    private final ProcessingTimer processing = new KeyTimer(task.buffer(), 2, task, Domain.PROCESSING);
    private final ProcessingTimers<String> processings =
            new KeyTimers<>(task.buffer(), 3, task, Domain.PROCESSING, IDS);

    @Test
    void oneTimerPerKeyIsReplacedCancelledAndTold() {
        task.select("k", 1_000);
        assertThat(event.due()).isNull();
        event.at(Instant.ofEpochMilli(5_000));
        event.after(Duration.ofSeconds(2));
        assertThat(event.due()).isEqualTo(Instant.ofEpochMilli(3_000));
        task.select("other", 1_000);
        assertThat(event.due()).isNull();
        task.select("k", 1_000);
        event.cancel();
        assertThat(event.due()).isNull();
        assertThat(task.buffer().nextDue(Domain.EVENT, Long.MAX_VALUE)).isNull();
    }

    @Test
    void manyTimersPerKeyAreToldApartById() {
        task.select("k", 1_000);
        events.at("x", Instant.ofEpochMilli(70));
        events.after("y", Duration.ofMillis(5));
        events.cancel("z");
        assertThat(events.due("x")).isEqualTo(Instant.ofEpochMilli(70));
        assertThat(events.due("y")).isEqualTo(Instant.ofEpochMilli(1_005));
        DueEntry due = task.buffer().nextDue(Domain.EVENT, 71);
        assertThat(due).isNotNull();
        assertThat(IDS.decode(due.entryKey())).isEqualTo("x");
        assertThat(due.store()).isEqualTo(1);
    }

    @Test
    void wallClockTimersCountFromTheWallClock() {
        task.wallMs = 9_000;
        task.select("k", 1_000);
        processing.after(Duration.ofSeconds(1));
        processings.after("x", Duration.ofSeconds(-1));
        assertThat(processing.due()).isEqualTo(Instant.ofEpochMilli(10_000));
        assertThat(task.buffer().nextDue(Domain.EVENT, Long.MAX_VALUE)).isNull();
        DueEntry due = task.buffer().nextDue(Domain.PROCESSING, 10_001);
        assertThat(due).isNotNull();
        assertThat(due.time()).isEqualTo(8_000);
    }

    @Test
    void nothingHappensOutsideOfACall() {
        task.select("k", 1_000);
        task.idle = true;
        assertThatThrownBy(() -> event.at(Instant.EPOCH)).hasMessageContaining("MR-0601");
        assertThatThrownBy(() -> events.after("x", Duration.ZERO)).hasMessageContaining("MR-0601");
        assertThatThrownBy(() -> processing.cancel()).hasMessageContaining("MR-0601");
        assertThatThrownBy(() -> processings.due("x")).hasMessageContaining("MR-0601");
        assertThat(task.buffer().dirtyEntries()).isZero();
    }

    @Test
    void timesBeyondMillisecondsAreRefused() {
        task.select("k", 1_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event.at(Instant.MAX))
                .withMessageContaining("MR-0511");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event.after(Duration.ofSeconds(Long.MAX_VALUE)))
                .withMessageContaining("MR-0511");
    }

    @Test
    void damagedEntriesAreRefused() {
        Codec<Object> codec = STORES.get(0).codec();
        assertThat(codec.decode(codec.encode(-5L))).isEqualTo(-5L);
        assertThat(codec.encode(-5L)).hasSize(9);
        for (byte[] bytes : new byte[][] {{}, {1}, new byte[9], new byte[10]}) {
            assertThatThrownBy(() -> codec.decode(bytes))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("MR-0510");
        }
    }

    /** Sets, cancels, takes back, commits and reopens at random; what fires is what a sorted map says. */
    @Test
    void randomHistoriesFireInOrderOfTime() {
        Random random = new Random(17);
        Map<String, Long> model = new TreeMap<>();
        Map<String, Long> committed = new TreeMap<>();
        for (int step = 0; step < 3_000; step++) {
            String key = "k" + random.nextInt(20);
            task.select(key, step);
            Map<String, Long> before = new TreeMap<>(model);
            if (random.nextInt(4) == 0) {
                event.cancel();
                model.remove(key);
            } else {
                long dueMs = step + random.nextInt(200);
                event.at(Instant.ofEpochMilli(dueMs));
                model.put(key, dueMs);
            }
            if (random.nextInt(5) == 0) {
                task.buffer().undo();
                model = before;
            } else {
                task.buffer().keep();
            }
            fire(model, step, random.nextInt(3));
            if (random.nextInt(20) == 0) {
                task.commit();
                committed = new TreeMap<>(model);
            } else if (random.nextInt(50) == 0) {
                task.reopen();
                event = new KeyTimer(task.buffer(), 0, task, Domain.EVENT);
                model = new TreeMap<>(committed);
            }
        }
    }

    private void fire(Map<String, Long> model, long watermark, int atMost) {
        for (int i = 0; i < atMost; i++) {
            DueEntry due = task.buffer().nextDue(Domain.EVENT, watermark);
            List<Map.Entry<String, Long>> expected = new ArrayList<>(model.entrySet());
            expected.removeIf(entry -> entry.getValue() >= watermark);
            if (expected.isEmpty()) {
                assertThat(due).isNull();
                return;
            }
            assertThat(due).isNotNull();
            String key = new String(due.key(), StandardCharsets.UTF_8);
            long earliest =
                    expected.stream().mapToLong(Map.Entry::getValue).min().orElseThrow();
            assertThat(due.time()).isEqualTo(earliest).isEqualTo(model.get(key));
            task.select(key, due.time());
            event.cancel();
            task.buffer().keep();
            model.remove(key);
        }
    }
}
