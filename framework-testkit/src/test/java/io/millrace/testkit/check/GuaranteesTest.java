package io.millrace.testkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.testkit.check.Declared.Form;
import io.millrace.testkit.check.Declared.Kind;
import io.millrace.testkit.check.Logged.Change;
import io.millrace.testkit.check.Logged.Fed;
import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Logged.WindowResult;
import io.millrace.testkit.check.Observed.Committed;
import io.millrace.testkit.check.Observed.Entry;
import io.millrace.testkit.check.Observed.Moment;
import io.millrace.testkit.check.Observed.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What simulated runs do not show: histories of a few facts, right and wrong. */
class GuaranteesTest {
    private static List<Violation> violations(String guarantee, Event... events) {
        return Guarantees.of(guarantee).of(History.of(List.of(events))).violations();
    }

    private static Fed fed(long offset, long uid, long timeMs) {
        return new Fed("in", 0, offset, uid, "k", Event.NONE, 1, timeMs, false);
    }

    private static Output link(long offset, long uid, long inOffset) {
        return new Output("l", "out", 0, offset, "t", uid, "k", 0, 0, inOffset, Event.NONE, Event.NONE, Event.NONE);
    }

    private static Committed committed(long position, long next, long released) {
        return new Committed("l", "in", 0, "t", position, 0, next, -1, released, released, released);
    }

    private static final Declared.Reads BY_TIME = new Declared.Reads("l", "in", true, -1);
    private static final Declared.Reads BY_ARRIVAL = new Declared.Reads("l", "in", false, -1);
    private static final Declared.Writes OUT = new Declared.Writes("l", "out", Form.COPY);

    @Test
    void whatEventTimeOrderReleasedBehindTheOffsetIsCovered() {
        Fed waits = fed(0, 1, 900);
        Fed released = fed(1, 2, 500);
        Fed unread = fed(2, 3, 400);
        Committed commit = committed(0, 2, 800);
        assertThat(violations("G1", BY_TIME, OUT, waits, released, unread, commit, link(0, 2, 1)))
                .isEmpty();
        assertThat(violations("G1", BY_TIME, OUT, waits, released, unread, commit))
                .extracting(violation -> violation.subject().uid())
                .containsExactly(2L);
        assertThat(violations("G1", BY_TIME, OUT, waits, released, unread, commit, link(0, 2, 1), link(1, 1, 0)))
                .extracting(violation -> violation.subject().uid())
                .containsExactly(1L);
        assertThat(violations("G1", BY_TIME, OUT, waits, released, unread, commit, link(0, 2, 1), link(1, 3, 2)))
                .extracting(violation -> violation.subject().uid())
                .containsExactly(3L);
    }

    @Test
    void theNoteDoesNotTellOfRecordsOfTheReleasedTimeItself() {
        Committed commit = committed(0, 1, 800);
        assertThat(violations("G1", BY_TIME, OUT, fed(0, 1, 800), commit)).isEmpty();
        assertThat(violations("G1", BY_TIME, OUT, fed(0, 1, 800), commit, link(0, 1, 0)))
                .isEmpty();
        assertThat(violations("G1", BY_TIME, OUT, fed(0, 1, 800), commit, link(0, 1, 0), link(1, 1, 0)))
                .hasSize(1);
    }

    @Test
    void whatAProducerWroteTwiceComesOutTwice() {
        Committed commit = committed(2, 2, Event.NONE);
        Event[] once = {BY_ARRIVAL, OUT, fed(0, 1, 0), fed(1, 1, 0), commit, link(0, 1, 0)};
        Event[] twice = {BY_ARRIVAL, OUT, fed(0, 1, 0), fed(1, 1, 0), commit, link(0, 1, 0), link(1, 1, 1)};
        assertThat(violations("G1", once))
                .extracting(Violation::expected, Violation::found)
                .containsExactly(tuple("2 outputs in out", "1 in out"));
        assertThat(violations("G1", twice)).isEmpty();
    }

    @Test
    void whatTwoReadersAgreeOnIsOneFact() {
        Committed commit = committed(1, 1, Event.NONE);
        assertThat(violations("G1", BY_ARRIVAL, OUT, fed(0, 1, 0), commit, link(0, 1, 0), link(0, 1, 0)))
                .isEmpty();
    }

    private static Change change(long offset, String value) {
        return new Change("l", "log", 0, offset, "t", "n", "k", "", value);
    }

    @Test
    void aDirectoryMadeAnewFromACompactedLogMayLackWhatALaterRecordReplaces() {
        Snapshot at2 = new Snapshot("s", "l", 0, Moment.CHECKPOINT, 2);
        Change[] log = {change(0, "1"), change(1, "2"), change(2, "3")};
        assertThat(violations("G8", log[0], log[1], log[2], at2)).isEmpty();
        assertThat(violations("G8", log[0], log[1], log[2], at2, new Entry("s", "n", "k", "", "1")))
                .isEmpty();
        assertThat(violations("G8", log[0], log[1], log[2], at2, new Entry("s", "n", "k", "", "3")))
                .as("a value of the future")
                .hasSize(1);
        assertThat(violations("G8", log[0], log[1], at2, new Entry("s", "n", "k", "", "1")))
                .as("nothing replaces it")
                .hasSize(1);
    }

    private static WindowResult result(long offset, long count) {
        long uids = 0;
        for (long uid = 0; uid < count; uid++) {
            uids ^= Chain.of(uid);
        }
        return new WindowResult("l", "w", 0, offset, "t", 0, "w", "k", 0, 10, count, count, uids);
    }

    @Test
    void allowedLatenessRefinesAResultAndTheLastOneIsRight() {
        List<Event> run = new ArrayList<>(List.of(
                BY_ARRIVAL,
                new Declared.Window("l", "w", Kind.TUMBLING, 10, 10, 0, 5),
                fed(0, 0, 1),
                fed(1, 1, 2),
                committed(2, 2, 100)));
        run.add(result(0, 1));
        assertThat(violations("G9", run.toArray(Event[]::new)))
                .extracting(Violation::rule)
                .containsExactly("a window's result is the sum of its input");
        run.add(result(1, 2));
        assertThat(violations("G9", run.toArray(Event[]::new))).isEmpty();
        run.add(result(2, 2));
        assertThat(violations("G9", run.toArray(Event[]::new)))
                .extracting(Violation::rule)
                .containsExactly("a further result of a window has more in it");
    }

    @Test
    void aGuaranteeThatLooksAtNothingDoesNotHold() {
        Verdict verdict = Guarantees.of("G3").of(History.of(List.of()));
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.violations()).isEmpty();
        assertThat(Checker.check(History.of(List.of())).unseen()).containsExactlyElementsOf(Guarantees.ALL);
    }

    /** The reducer must not make a history wrong in another way: without the key's first record the chain would differ. */
    @Test
    void aCounterExampleKeepsAllThatTheExpectationIsMadeOf() {
        List<Event> run = new ArrayList<>(List.of(BY_ARRIVAL, new Declared.Writes("l", "out", Form.FOLD)));
        long chain = 0;
        for (int i = 0; i < 40; i++) {
            String key = "k" + i % 4;
            run.add(new Fed("in", 0, i, i, key, Event.NONE, 1, 0, false));
        }
        for (int i = 0; i < 40; i += 4) {
            chain = Chain.next(chain, i, 0, i);
            long n = i / 4 + 1;
            run.add(new Output("l", "out", 0, i, "t", i, "k0", 0, 0, i, n, n == 6 ? 0 : n, chain));
        }
        History history = History.of(run);
        Guarantee fold = Guarantees.of("G2");
        Violation violation = fold.of(history).violations().get(0);
        CounterExample example = CounterExample.of(fold, history, violation);

        assertThat(example.steps())
                .as("two declarations, six inputs of the key, the output")
                .hasSize(9);
        assertThat(example.history(history).all(Fed.class))
                .allMatch(fed -> fed.key().equals("k0"));
        assertThat(fold.of(example.history(history)).violations()).containsExactly(violation);
    }
}
