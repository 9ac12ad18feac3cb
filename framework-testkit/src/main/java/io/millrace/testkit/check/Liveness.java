package io.millrace.testkit.check;

import io.millrace.testkit.check.Declared.Bound;
import io.millrace.testkit.check.Listener.Given;
import io.millrace.testkit.check.Observed.Committed;
import io.millrace.testkit.check.Observed.Healed;
import io.millrace.testkit.check.Observed.Lag;
import java.util.List;

/**
 * G10: after the last trouble the lag is 0 within the declared time, and stays reachable: at the end everything is read.
 * Says nothing unless the history tells when the trouble ended.
 */
final class Liveness {
    private Liveness() {}

    static void check(History history, Findings findings) {
        List<Step> healed = history.stepsOf(Healed.class);
        if (healed.isEmpty()) {
            return;
        }
        Step last = healed.get(healed.size() - 1);
        List<Bound> bounds = history.all(Bound.class).stream()
                .filter(bound -> bound.name().equals(Declared.LAG_ZERO_MS))
                .toList();
        for (Listener listener : Listener.in(history)) {
            for (Bound bound : bounds) {
                caughtUp(history, listener, last, bound, findings);
            }
            for (Given input : listener.given()) {
                read(listener, input, findings);
            }
        }
    }

    private static void caughtUp(History history, Listener listener, Step healed, Bound bound, Findings findings) {
        List<Step> after = history.stepsOf(Lag.class).stream()
                .filter(step -> ((Lag) step.event()).listener().equals(listener.name()))
                .filter(step -> step.number() > healed.number())
                .toList();
        Long ms = null;
        for (Step step : after) {
            if (ms == null && ((Lag) step.event()).records() == 0) {
                ms = step.atMs() - healed.atMs();
            }
        }
        findings.holds(
                ms != null && ms <= bound.value(),
                "the lag is 0 in time after the last trouble",
                Subject.of(listener.name()),
                "lag 0 within " + bound.value() + " ms",
                ms == null ? "lag 0 never" : "lag 0 after " + ms + " ms");
        if (!after.isEmpty()) {
            findings.same(
                    "the lag is 0 at the end",
                    Subject.of(listener.name()),
                    "lag 0",
                    "lag " + ((Lag) after.get(after.size() - 1).event()).records());
        }
    }

    private static void read(Listener listener, Given input, Findings findings) {
        Committed commit = listener.last(input.partition());
        long next = commit == null ? 0 : commit.next();
        findings.holds(
                input.offset() < next,
                "all input is read at the end",
                Subject.of(listener.name()).key(input.key()).uid(input.uid()).at(input.place()),
                "read beyond " + input.offset(),
                "read up to " + next);
    }
}
