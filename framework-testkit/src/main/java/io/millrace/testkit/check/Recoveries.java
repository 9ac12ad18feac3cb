package io.millrace.testkit.check;

import io.millrace.testkit.check.Observed.Killed;
import io.millrace.testkit.check.Observed.Seen;
import io.millrace.testkit.check.Observed.Troubled;
import java.util.ArrayList;
import java.util.List;

/** How long after each trouble somebody read an output again: a figure to report, not a promise. */
final class Recoveries {
    private Recoveries() {}

    static List<String> of(History history) {
        List<String> told = new ArrayList<>();
        List<Step> seen = history.stepsOf(Seen.class);
        for (Step step : history.steps()) {
            String what = step.event() instanceof Killed killed
                    ? "kill of " + killed.process()
                    : step.event() instanceof Troubled trouble ? trouble.what() : "";
            if (!what.isEmpty()) {
                String after = seen.stream()
                        .filter(next -> next.number() > step.number())
                        .findFirst()
                        .map(next -> next.atMs() - step.atMs() + " ms")
                        .orElse("never");
                told.add(what + ": next output seen after " + after);
            }
        }
        return told;
    }
}
