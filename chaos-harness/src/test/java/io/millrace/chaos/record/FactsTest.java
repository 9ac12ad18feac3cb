package io.millrace.chaos.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.chaos.wire.Names;
import io.millrace.chaos.wire.Tallied;
import io.millrace.testkit.check.Chain;
import io.millrace.testkit.check.Checker;
import io.millrace.testkit.check.Event;
import io.millrace.testkit.check.Guarantee;
import io.millrace.testkit.check.History;
import io.millrace.testkit.check.Logged.Fed;
import io.millrace.testkit.check.Observed.Committed;
import io.millrace.testkit.check.Observed.Seen;
import io.millrace.testkit.check.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker's files hold becomes facts by which the checker finds what is wrong: lost, repeated, torn, aborted. */
class FactsTest {
    private static final long PRODUCER = 7;
    private static final List<String> TALLY = List.of(Names.TALLY);

    @TempDir
    Path data;

    /** Two inputs of one key, both committed. */
    private static List<Event> inputs() {
        List<Event> facts = new ArrayList<>();
        Recorder.declare(1_000, 1_000, TALLY, facts::add);
        // The copies are another log's matter.
        facts.removeIf(fact -> fact.toString().contains(Names.COPIES));
        for (int i = 0; i < 2; i++) {
            facts.add(new Fed(Names.EVENTS, 0, i, 100 + i, "k", i + 1, 5, 1_000, false));
        }
        return facts;
    }

    private static Committed commit(int epoch, long position) {
        return new Committed(
                Names.TALLY,
                Names.EVENTS,
                0,
                PRODUCER + "/" + epoch,
                position,
                0,
                position,
                -1,
                Event.NONE,
                Event.NONE,
                Event.NONE);
    }

    private static String output(int i) {
        long chain = Chain.next(0, 100, 0, 0);
        chain = i == 0 ? chain : Chain.next(chain, 101, 0, 1);
        return new Tallied(100 + i, 0, i, 1_000, i + 1, 5L * (i + 1), chain).text();
    }

    private Report check(List<Event> facts) {
        Facts told = new Facts(4, facts::add);
        TopicLog.read(data, Names.TALLIES, 0).forEach(told::tell);
        return Checker.check(History.of(facts));
    }

    private static List<String> ids(Report report) {
        return report.violated().stream().map(Guarantee::id).toList();
    }

    private LogWriter outputs() {
        return new LogWriter(data, Names.TALLIES);
    }

    @Test
    void whatIsRightIsFoundRight() {
        outputs().data(PRODUCER, 1, "k", output(0)).commit(PRODUCER, 2);
        outputs(2).data(PRODUCER, 2, "k", output(1)).commit(PRODUCER, 3);
        List<Event> facts = inputs();
        facts.add(commit(1, 1));
        facts.add(commit(2, 2));
        Report report = check(facts);
        assertThat(ids(report)).isEmpty();
        assertThat(report.unseen()).extracting(Guarantee::id).doesNotContain("G1", "G2", "G3", "G5");
    }

    private LogWriter outputs(int from) {
        return new LogWriter(data, Names.TALLIES).gap(from);
    }

    @Test
    void anOutputThatIsWrittenTwiceIsFound() {
        outputs()
                .data(PRODUCER, 1, "k", output(0), "k", output(1), "k", output(1))
                .commit(PRODUCER, 2);
        List<Event> facts = inputs();
        facts.add(commit(1, 2));
        assertThat(ids(check(facts))).contains("G1", "G3");
    }

    @Test
    void anOutputWhoseTransactionWasAbortedIsMissing() {
        outputs().data(PRODUCER, 1, "k", output(0)).commit(PRODUCER, 2);
        outputs(2).data(PRODUCER, 2, "k", output(1)).abort(PRODUCER, 3);
        List<Event> facts = inputs();
        facts.add(commit(1, 1));
        facts.add(commit(2, 2));
        assertThat(ids(check(facts))).contains("G1", "G5");
    }

    @Test
    void whoReadsWhatWasAbortedIsFound() {
        outputs().data(PRODUCER, 1, "k", output(0)).abort(PRODUCER, 2);
        List<Event> facts = inputs();
        facts.add(new Seen(Names.TALLIES, 0, 0, 100, "k", 1, 1));
        assertThat(ids(check(facts))).contains("G6");
    }

    @Test
    void outputsWithoutTheirOffsetsAreTorn() {
        outputs().data(PRODUCER, 1, "k", output(0)).commit(PRODUCER, 2);
        outputs(2).data(PRODUCER, 2, "k", output(1)).commit(PRODUCER, 3);
        List<Event> facts = inputs();
        facts.add(commit(1, 1));
        assertThat(ids(check(facts))).contains("G5");
    }
}
