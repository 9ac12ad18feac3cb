package io.millrace.testkit.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the guarantees say of a history.
 *
 * @param steps how many facts it has
 * @param verdicts in the order of {@link Guarantees#ALL}
 * @param counterExamples one for each guarantee that does not hold, of its first violation
 * @param recoveries how long after each trouble outputs were seen again
 */
public record Report(
        int steps, Map<Guarantee, Verdict> verdicts, List<CounterExample> counterExamples, List<String> recoveries) {
    /** Whether no guarantee is violated; those that the history tells nothing of are not. */
    public boolean holds() {
        return counterExamples.isEmpty();
    }

    /** The guarantees that the history tells nothing of. */
    public List<Guarantee> unseen() {
        List<Guarantee> unseen = new ArrayList<>();
        verdicts.forEach((guarantee, verdict) -> {
            if (verdict.comparisons() == 0) {
                unseen.add(guarantee);
            }
        });
        return unseen;
    }

    /** The guarantees that do not hold. */
    public List<Guarantee> violated() {
        List<Guarantee> violated = new ArrayList<>();
        verdicts.forEach((guarantee, verdict) -> {
            if (!verdict.violations().isEmpty()) {
                violated.add(guarantee);
            }
        });
        return violated;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(steps + " facts\n");
        verdicts.forEach((guarantee, verdict) -> text.append(String.format(
                "%-4s %-12s %-9s %9d comparisons  %s%n",
                guarantee.id(), guarantee.name(), said(verdict), verdict.comparisons(), guarantee.promise())));
        recoveries.forEach(line -> text.append(line).append('\n'));
        counterExamples.forEach(example -> text.append('\n').append(example).append('\n'));
        return text.toString();
    }

    private static String said(Verdict verdict) {
        int violations = verdict.violations().size();
        return violations > 0 ? violations + " WRONG" : verdict.comparisons() == 0 ? "not seen" : "holds";
    }
}
