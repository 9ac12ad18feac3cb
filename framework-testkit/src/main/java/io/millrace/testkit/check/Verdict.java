package io.millrace.testkit.check;

import java.util.List;

/**
 * What a guarantee says of a history.
 *
 * @param violations the first ones, in the history's order
 * @param comparisons how often something was compared; 0: the history tells nothing of this guarantee
 */
public record Verdict(List<Violation> violations, long comparisons) {
    /** Whether it was looked at, and holds. */
    public boolean holds() {
        return comparisons > 0 && violations.isEmpty();
    }
}
