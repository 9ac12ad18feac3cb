package io.millrace.testkit.check;

import io.millrace.testkit.check.Declared.Writes;
import io.millrace.testkit.check.Listener.Due;
import io.millrace.testkit.check.Listener.Given;
import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Observed.Committed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * G1: the outputs are those of the input below the committed offset, and of what event-time order released behind it; each
 * uid as often as it stands there. And no committed offset goes back.
 */
final class Coverage {
    private Coverage() {}

    /** What a uid should have and has. */
    private static final class Tally {
        Subject subject;
        int must;
        int may;
        int found;

        Tally(Subject subject) {
            this.subject = subject;
        }

        String expected() {
            return (may == 0 ? "" + must : must + " to " + (must + may)) + (must + may == 1 ? " output" : " outputs");
        }
    }

    static void check(History history, Findings findings) {
        for (Listener listener : Listener.in(history)) {
            listener.commits().values().forEach(commits -> neverBack(listener, commits, findings));
            for (Writes writes : listener.writes()) {
                cover(history, listener, writes.topic(), findings);
            }
        }
    }

    private static void neverBack(Listener listener, List<Committed> commits, Findings findings) {
        for (int i = 1; i < commits.size(); i++) {
            Committed before = commits.get(i - 1);
            Committed now = commits.get(i);
            findings.holds(
                    now.position() >= before.position() && now.next() >= before.next() && now.next() >= now.position(),
                    "committed offsets never go back",
                    Subject.of(listener.name()).tx(now.tx()).at(Subject.place(now.topic(), now.partition())),
                    "at least " + before.position() + ", next at least " + before.next() + ", after " + before.tx(),
                    now.position() + ", next " + now.next());
        }
    }

    private static void cover(History history, Listener listener, String topic, Findings findings) {
        Map<Long, Tally> tallies = new TreeMap<>();
        for (Given input : listener.given()) {
            if (!input.poison()) {
                Tally tally = tallies.computeIfAbsent(
                        input.uid(),
                        uid -> new Tally(Subject.of(listener.name())
                                .key(input.key())
                                .uid(uid)
                                .at(input.place())));
                Due due = listener.due(input);
                tally.must += due == Due.MUST ? 1 : 0;
                tally.may += due == Due.MAY ? 1 : 0;
            }
        }
        for (Output output : listener.outputs(history, topic)) {
            Tally tally = tallies.computeIfAbsent(output.uid(), uid -> new Tally(Subject.of(listener.name(), output)));
            tally.found++;
            // Where there is one too many, the last one is.
            tally.subject = tally.found > tally.must + tally.may ? Subject.of(listener.name(), output) : tally.subject;
        }
        for (Tally tally : tallies.values()) {
            findings.holds(
                    tally.must <= tally.found && tally.found <= tally.must + tally.may,
                    "each input that is committed has its output, and no other has",
                    tally.subject,
                    tally.expected() + " in " + topic,
                    tally.found + " in " + topic);
        }
    }
}
