package io.millrace.testkit.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at a history for everything that is promised. */
public final class Checker {
    private Checker() {}

    /** All guarantees on a history, each with a small counter-example if it does not hold. */
    public static Report check(History history) {
        Map<Guarantee, Verdict> verdicts = new LinkedHashMap<>();
        List<CounterExample> examples = new ArrayList<>();
        for (Guarantee guarantee : Guarantees.ALL) {
            Verdict verdict = guarantee.of(history);
            verdicts.put(guarantee, verdict);
            if (!verdict.violations().isEmpty()) {
                examples.add(CounterExample.of(
                        guarantee, history, verdict.violations().get(0)));
            }
        }
        return new Report(history.steps().size(), verdicts, examples, Recoveries.of(history));
    }
}
