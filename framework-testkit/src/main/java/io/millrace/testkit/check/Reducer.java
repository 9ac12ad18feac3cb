package io.millrace.testkit.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes a history small while a violation stays the very same: same rule, same subject, same expectation, same finding.
 *
 * <p>Begins with the facts about the violation's key, uid and transaction and those that are about none, and takes parts
 * away, halves first, single facts last (delta debugging). Demanding the same texts keeps it honest: leaving out a record
 * of the key changes the expected chain, and so is refused.
 */
final class Reducer {
    private final Guarantee guarantee;
    private final History history;
    private final Violation violation;
    private long factsLeft;

    /**
     * @param factsMax how many facts may be looked at in all trials together; what was reached by then is the answer
     */
    Reducer(Guarantee guarantee, History history, Violation violation, long factsMax) {
        this.guarantee = guarantee;
        this.history = history;
        this.violation = violation;
        this.factsLeft = factsMax;
    }

    List<Step> reduce() {
        List<Step> kept = history.steps();
        List<Step> concerned = kept.stream().filter(this::concerns).toList();
        if (stays(concerned)) {
            kept = concerned;
        }
        int parts = 2;
        while (kept.size() > 1 && factsLeft > 0) {
            List<Step> smaller = withoutOnePart(kept, parts);
            if (smaller.size() < kept.size()) {
                kept = smaller;
                parts = Math.max(2, parts - 1);
            } else if (parts < kept.size()) {
                parts = Math.min(kept.size(), parts * 2);
            } else {
                return kept; // no single fact can go
            }
        }
        return kept;
    }

    /** All parts that can go, one after the other; the same list if none can. */
    private List<Step> withoutOnePart(List<Step> steps, int parts) {
        List<Step> kept = steps;
        int size = (steps.size() + parts - 1) / parts;
        for (int from = 0; from < kept.size(); ) {
            List<Step> without = new ArrayList<>(kept.subList(0, from));
            without.addAll(kept.subList(Math.min(kept.size(), from + size), kept.size()));
            if (stays(without)) {
                kept = without;
            } else {
                from += size;
            }
        }
        return kept;
    }

    private boolean concerns(Step step) {
        Event event = step.event();
        Subject subject = violation.subject();
        boolean about = event.key() != null && Objects.equals(event.key(), subject.key())
                || event.uid() != Event.NONE && event.uid() == subject.uid()
                || !event.tx().isEmpty() && event.tx().equals(subject.tx());
        return about || event.key() == null && event.uid() == Event.NONE;
    }

    private boolean stays(List<Step> steps) {
        if (factsLeft <= 0 || steps.isEmpty()) {
            return false;
        }
        factsLeft -= steps.size();
        return guarantee.of(history.only(steps)).violations().contains(violation);
    }
}
