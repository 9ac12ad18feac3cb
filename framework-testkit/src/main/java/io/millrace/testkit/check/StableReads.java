package io.millrace.testkit.check;

import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Logged.TimerFired;
import io.millrace.testkit.check.Observed.Aborted;
import io.millrace.testkit.check.Observed.Seen;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * G6: what a reader of committed records saw while the run went on is there at the end, at the same offset; and nothing of
 * an aborted transaction is there.
 */
final class StableReads {
    private StableReads() {}

    static void check(History history, Findings findings) {
        Map<String, Link> links = new HashMap<>();
        for (Output output : history.all(Output.class)) {
            links.put(output.place(), Link.of(output));
        }
        for (TimerFired fired : history.all(TimerFired.class)) {
            links.put(fired.place(), Link.of(fired));
        }
        for (Seen seen : history.all(Seen.class)) {
            String place = Subject.place(seen.topic(), seen.partition(), seen.offset());
            Link link = links.get(place);
            findings.same(
                    "what was seen is there at the end",
                    Subject.of("").key(seen.key()).uid(seen.uid()).at(place),
                    said(seen.uid(), seen.key(), seen.n(), seen.chain()),
                    link == null
                            ? null
                            : said(link.uid(), String.valueOf(link.logged().key()), link.n(), link.chain()));
        }
        aborted(history, findings);
    }

    private static String said(long uid, String key, long n, long chain) {
        return "uid " + uid + " of " + key + ", n " + n + ", chain " + Long.toHexString(chain);
    }

    private static void aborted(History history, Findings findings) {
        Set<String> places = new HashSet<>();
        Set<String> transactions = new HashSet<>();
        for (Aborted aborted : history.all(Aborted.class)) {
            places.add(Subject.place(aborted.topic(), aborted.partition(), aborted.offset()));
            transactions.add(aborted.tx());
        }
        transactions.remove(""); // not told: only the place counts
        if (places.isEmpty()) {
            return;
        }
        for (Step step : history.steps()) {
            if (step.event() instanceof Logged logged) {
                findings.holds(
                        !places.contains(logged.place()) && !transactions.contains(logged.tx()),
                        "nothing of an aborted transaction is read",
                        Subject.of("", logged),
                        "nothing",
                        logged);
            } else if (step.event() instanceof Seen seen) {
                String place = Subject.place(seen.topic(), seen.partition(), seen.offset());
                findings.holds(
                        !places.contains(place),
                        "nothing of an aborted transaction is read",
                        Subject.of("").key(seen.key()).uid(seen.uid()).at(place),
                        "nothing",
                        seen);
            }
        }
    }
}
