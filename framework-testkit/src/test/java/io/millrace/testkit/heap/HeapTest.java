package io.millrace.testkit.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.testkit.heap.ImpureCall.Source;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** What a process keeps in memory is found, and put back. */
class HeapTest {
    private static final UserCode CODE = new UserCode(List.of(Listener.class), List.of(), List.of());

    /** Uses everything below, as a listener would. */
    static final class Listener {
        void on(Bean bean) {
            Kept.number++;
            Kept.TOTALS.computeIfAbsent("a", any -> new Total()).cents += 5;
            Kept.SLOTS[1] = "x";
            Kept.CALLS.incrementAndGet();
            Kept.SUM.add(3);
            Kept.list = new ArrayList<>(List.of("new"));
            Kept.DEEP.get(0).put("k", 1);
            bean.total.cents++;
        }
    }

    /** Every kind of place. */
    static final class Kept {
        static final Map<String, Total> TOTALS = new HashMap<>(Map.of("b", new Total()));
        static final String[] SLOTS = new String[2];
        static final AtomicLong CALLS = new AtomicLong(7);
        static final LongAdder SUM = new LongAdder();
        static final List<Map<String, Integer>> DEEP = List.of(new HashMap<>());
        static final Random RANDOM = new Random(1);
        static List<String> list = new ArrayList<>(List.of("old"));
        static int number;

        private Kept() {}
    }

    /** Changes in place. */
    static final class Total {
        long cents;
    }

    /** As a test would give it. */
    record Bean(Total total) {}

    /** Asks what is another thing each time. */
    static final class Asking {
        long all(Clock clock) {
            return Instant.now().toEpochMilli() + new Date().getTime() + System.nanoTime() + (long) Math.random();
        }

        long none(Clock clock) {
            return Instant.now(clock).toEpochMilli() + new Date(5).getTime();
        }
    }

    @Test
    void whatHasChangedIsNamedAndPutBack() {
        Bean bean = new Bean(new Total());
        Heap heap = Heap.now(CODE, Map.of("the bean", bean));
        heap.noteChanges();
        assertThat(heap.changes()).isEmpty();

        new Listener().on(bean);
        Total there = Kept.TOTALS.get("b");
        there.cents = 9;
        heap.endOfProcess();

        assertThat(Kept.TOTALS).containsOnlyKeys("b").containsEntry("b", there);
        assertThat(there.cents).isZero();
        assertThat(Kept.SLOTS).containsOnlyNulls();
        assertThat(Kept.CALLS).hasValue(7);
        assertThat(Kept.SUM.sum()).isZero();
        assertThat(Kept.list).containsExactly("old");
        assertThat(Kept.number).isZero();
        assertThat(Kept.DEEP.get(0)).isEmpty();
        assertThat(bean.total().cents).isZero();
        assertThat(heap.changes()).anySatisfy(change -> assertThat(change)
                .isEqualTo("static field CALLS of " + Kept.class.getName() + " (was 7, became 8)"));
    }

    @Test
    void whatCannotBePutBackIsNamed() {
        assertThat(Heap.now(CODE, Map.of()).opaque())
                .containsExactly("static field RANDOM of " + Kept.class.getName() + " of type java.util.Random");
    }

    @Test
    void callsThatAskTheClockOrChanceAreFound() {
        UserCode code = new UserCode(List.of(Asking.class), List.of(), List.of());
        assertThat(code.impureCalls(Asking.class))
                .extracting(ImpureCall::source, ImpureCall::shown)
                .containsExactlyInAnyOrder(
                        tuple(Source.CLOCK, "Instant.now()"),
                        tuple(Source.CLOCK, "new Date()"),
                        tuple(Source.TIMER, "System.nanoTime()"),
                        tuple(Source.CHANCE, "Math.random()"));
    }
}
