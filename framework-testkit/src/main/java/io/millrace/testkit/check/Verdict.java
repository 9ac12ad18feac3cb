package io.millrace.testkit.check;

import java.util.List;
import java.util.Map;

/**
 * What a guarantee says of a history.
 *
 * @param violations the first ones, in the history's order
 * @param looked how often each of its rules was looked at; empty: the history tells nothing of this guarantee
 */
public record Verdict(List<Violation> violations, Map<String, Long> looked) {
    /** How often something was compared. */
    public long comparisons() {
        return looked.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether it was looked at, and holds. */
    public boolean holds() {
        return !looked.isEmpty() && violations.isEmpty();
    }
}
