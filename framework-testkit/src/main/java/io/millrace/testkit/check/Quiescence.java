package io.millrace.testkit.check;

import io.millrace.testkit.check.Observed.LogEnd;
import io.millrace.testkit.check.Observed.OpenTransaction;
import java.util.Map;
import java.util.TreeMap;

/** G7: when all is done every log can be read to its end, and no transaction is open. */
final class Quiescence {
    private Quiescence() {}

    static void check(History history, Findings findings) {
        Map<String, LogEnd> ends = new TreeMap<>();
        for (LogEnd end : history.all(LogEnd.class)) {
            ends.put(Subject.place(end.topic(), end.partition()), end);
        }
        ends.forEach((place, end) -> findings.same(
                "a log can be read to its end",
                Subject.ALL.at(place),
                "stable to " + end.end(),
                "stable to " + end.stable()));
        for (OpenTransaction open : history.all(OpenTransaction.class)) {
            findings.holds(
                    false, "no transaction is open", Subject.ALL.tx(open.id()), "none", "transaction " + open.id());
        }
        for (Step step : history.steps()) {
            if (!ends.isEmpty() && step.event() instanceof Logged logged) {
                LogEnd end = ends.get(Subject.place(logged.topic(), logged.partition()));
                findings.holds(
                        end != null && logged.offset() < end.end(),
                        "what was read lies before the end of its log",
                        Subject.of("", logged),
                        end == null ? "an end of the log" : "an offset below " + end.end(),
                        logged.offset());
            }
        }
    }
}
