package io.millrace.chaos.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.chaos.wire.Event;
import io.millrace.chaos.wire.Linked;
import io.millrace.chaos.wire.Tallied;
import io.millrace.testkit.check.Chain;
import org.junit.jupiter.api.Test;

/** Loss, repetition, order and stale state: each must be found in outputs, or their absence would say nothing. */
class ExactnessTest {
    private static final Tallied FIRST = new Tallied(0, 1, 10, 5, 1, 100, Chain.next(0, 0, 1, 10));
    private static final Tallied SECOND = new Tallied(1, 1, 12, 6, 2, 300, Chain.next(FIRST.chain(), 1, 1, 12));

    private final Exactness exactness = new Exactness();

    ExactnessTest() {
        exactness.input("k", 1, 10, event(0, 100));
        exactness.input("k", 1, 12, event(1, 200));
    }

    private static Event event(long uid, long amount) {
        return new Event(uid, uid + 1, amount, 5 + uid, "g", Event.Trouble.NONE);
    }

    private void linked(long uid, long n) {
        exactness.linked("g", new Linked(false, uid, 0, uid, 5 + uid, n, 0, Linked.SETS_NONE));
    }

    @Test
    void eachInputOnceIsExact() {
        exactness.tallied("k", FIRST);
        exactness.tallied("k", SECOND);
        linked(1, 1);
        linked(0, 2);
        assertThat(exactness.differences()).isEmpty();
    }

    @Test
    void lossIsFound() {
        exactness.tallied("k", FIRST);
        linked(0, 1);
        assertThat(exactness.differences()).anyMatch(line -> line.contains("1 inputs are in no tally"));
        assertThat(exactness.differences()).anyMatch(line -> line.contains("1 inputs are in no link"));
    }

    @Test
    void repetitionIsFound() {
        exactness.tallied("k", FIRST);
        exactness.tallied("k", FIRST);
        exactness.tallied("k", SECOND);
        linked(0, 1);
        linked(0, 2);
        linked(1, 3);
        assertThat(exactness.differences()).anyMatch(line -> line.contains("no such tally of k, or not the first"));
        assertThat(exactness.differences()).anyMatch(line -> line.contains("no such link of g, or not the first"));
    }

    @Test
    void orderIsLookedAt() {
        exactness.tallied("k", SECOND);
        exactness.tallied("k", FIRST);
        assertThat(exactness.differences()).anyMatch(line -> line.contains("n of k does not grow by one"));
    }

    @Test
    void staleStateIsFound() {
        exactness.tallied("k", FIRST);
        exactness.tallied("k", new Tallied(1, 1, 12, 6, 2, 200, SECOND.chain()));
        assertThat(exactness.differences()).anyMatch(line -> line.contains("no such tally of k"));
    }
}
