package io.millrace.testkit.check;

import io.millrace.testkit.check.Listener.Given;
import io.millrace.testkit.check.Observed.Committed;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * G14: committed watermarks never go back and never run ahead of what was read: with a declared disorder a partition's is at
 * most the highest time below H less the disorder, before the end of the input. A watermark that is too low only delays:
 * what it held up for ever shows in G1, G9 and G13.
 */
final class Watermarks {
    private Watermarks() {}

    static void check(History history, Findings findings) {
        for (Listener listener : Listener.in(history)) {
            listener.commits().forEach((partition, commits) -> {
                NavigableMap<Long, Long> highest = highest(listener, partition);
                for (int i = 0; i < commits.size(); i++) {
                    Committed now = commits.get(i);
                    Subject subject =
                            Subject.of(listener.name()).tx(now.tx()).at(Subject.place(now.topic(), now.partition()));
                    if (i > 0) {
                        neverBack(commits.get(i - 1), now, subject, findings);
                    }
                    findings.holds(
                            now.released() <= now.taskWatermark(),
                            "nothing is released that the watermark has not passed",
                            subject,
                            "released up to at most " + now.taskWatermark(),
                            "released up to " + now.released());
                    if (listener.reads().disorderMs() >= 0) {
                        notAhead(listener, highest, now, subject, findings);
                    }
                }
            });
        }
    }

    private static void neverBack(Committed before, Committed now, Subject subject, Findings findings) {
        findings.holds(
                now.watermark() >= before.watermark(),
                "a partition's watermark never goes back",
                subject,
                "at least " + before.watermark() + ", after " + before.tx(),
                now.watermark());
        findings.holds(
                now.taskWatermark() >= before.taskWatermark(),
                "a task's watermark never goes back",
                subject,
                "at least " + before.taskWatermark() + ", after " + before.tx(),
                now.taskWatermark());
        findings.holds(
                now.released() >= before.released(),
                "what was released never goes back",
                subject,
                "at least " + before.released() + ", after " + before.tx(),
                now.released());
    }

    /** The highest time up to each offset. */
    private static NavigableMap<Long, Long> highest(Listener listener, int partition) {
        NavigableMap<Long, Long> highest = new TreeMap<>();
        long reached = Event.NONE;
        for (Given input : listener.given()) {
            if (input.partition() == partition) {
                reached = Math.max(reached, input.timeMs());
                highest.put(input.offset(), reached);
            }
        }
        return highest;
    }

    private static void notAhead(
            Listener listener, NavigableMap<Long, Long> highest, Committed now, Subject subject, Findings findings) {
        if (now.end() >= 0 && now.end() < now.next()) {
            return; // the input has ended, and time with it
        }
        Map.Entry<Long, Long> read = highest.lowerEntry(now.next());
        long bound =
                read == null ? Event.NONE : read.getValue() - listener.reads().disorderMs();
        findings.holds(
                now.watermark() <= bound,
                "a watermark is not ahead of what was read",
                subject,
                "at most " + bound,
                now.watermark());
    }
}
