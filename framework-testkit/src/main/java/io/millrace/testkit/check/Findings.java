package io.millrace.testkit.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what one guarantee finds, and counts what it compared: a check that compares nothing proves nothing. */
final class Findings {
    static final int VIOLATIONS_MAX = 1_000;

    private final String guarantee;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Long> looked = new TreeMap<>();

    Findings(String guarantee) {
        this.guarantee = guarantee;
    }

    void same(String rule, Subject subject, @Nullable Object expected, @Nullable Object found) {
        holds(Objects.equals(expected, found), rule, subject, expected, found);
    }

    void holds(boolean holds, String rule, Subject subject, @Nullable Object expected, @Nullable Object found) {
        looked.merge(rule, 1L, Long::sum);
        if (!holds && violations.size() < VIOLATIONS_MAX) {
            violations.add(new Violation(guarantee, rule, subject, said(expected), said(found)));
        }
    }

    private static String said(@Nullable Object value) {
        return value == null ? "nothing" : value.toString();
    }

    Verdict verdict() {
        return new Verdict(List.copyOf(violations), Collections.unmodifiableMap(looked));
    }
}
