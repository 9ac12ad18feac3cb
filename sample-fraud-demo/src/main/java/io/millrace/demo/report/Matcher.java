package io.millrace.demo.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Lays the answers beside what is expected, transaction by transaction in id order, and counts what is equal,
 * different, missing, doubled or never asked for. Single-threaded.
 */
final class Matcher<T> {
    private final List<Answer<T>> answers;
    private final BiPredicate<T, T> same;
    private final Findings.Builder findings;
    private int next;

    Matcher(String what, List<Answer<T>> answers, BiPredicate<T, T> same) {
        this.answers = new ArrayList<>(answers);
        this.answers.sort(Comparator.comparingLong(Answer::id));
        this.same = same;
        this.findings = new Findings.Builder(what);
    }

    /**
     * @param expected null if there must be no answer
     * @return the (first) answer, if there is one
     */
    @Nullable
    T match(long id, @Nullable T expected) {
        skipBelow(id);
        if (next == answers.size() || answers.get(next).id() != id) {
            if (expected != null) {
                findings.missing(id);
            }
            return null;
        }
        T first = answers.get(next++).value();
        if (expected == null) {
            findings.unexpected(id);
        } else if (same.test(expected, first)) {
            findings.equal();
        } else {
            findings.different(id, expected, first);
        }
        for (; next < answers.size() && answers.get(next).id() == id; next++) {
            T again = answers.get(next).value();
            findings.doubled(id);
            if (expected != null && !same.test(expected, again)) {
                findings.different(id, expected, again);
            }
        }
        return first;
    }

    /** Ends the matching: whatever is left was never asked for. */
    Findings finish() {
        skipBelow(Long.MAX_VALUE);
        return findings.build();
    }

    private void skipBelow(long id) {
        for (; next < answers.size() && answers.get(next).id() < id; next++) {
            findings.unexpected(answers.get(next).id());
        }
    }
}
