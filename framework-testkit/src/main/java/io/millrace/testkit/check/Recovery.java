package io.millrace.testkit.check;

import io.millrace.testkit.check.Declared.Bound;
import io.millrace.testkit.check.Observed.Committed;
import io.millrace.testkit.check.Observed.Moment;
import io.millrace.testkit.check.Observed.Restored;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * G8: a directory is the fold of the changelog up to the position that it names, a task begins at a committed position,
 * and who has its directory replays no more than the declared tail.
 */
final class Recovery {
    private Recovery() {}

    static void check(History history, Findings findings) {
        Snapshots.check(history, Moment.CHECKPOINT, findings);
        List<Bound> bounds = history.all(Bound.class).stream()
                .filter(bound -> bound.name().equals(Declared.RESTORED_RECORDS))
                .toList();
        for (Listener listener : Listener.in(history)) {
            for (Restored restored : history.all(Restored.class)) {
                if (restored.listener().equals(listener.name())) {
                    Subject subject = Subject.of(listener.name()).at("task " + restored.task());
                    if (restored.position() != Event.NONE) {
                        committed(listener, restored, subject, findings);
                    }
                    for (Bound bound : bounds) {
                        findings.holds(
                                restored.rebuilt() || restored.records() <= bound.value(),
                                "a task with its directory replays the tail only",
                                subject,
                                "at most " + bound.value() + " records",
                                restored.records());
                    }
                }
            }
        }
    }

    private static void committed(Listener listener, Restored restored, Subject subject, Findings findings) {
        Set<Long> positions = new HashSet<>(Set.of(0L));
        for (Committed commit : listener.commits().getOrDefault(restored.task(), List.of())) {
            positions.add(commit.changelog());
        }
        findings.holds(
                positions.contains(restored.position()),
                "a task begins with the state of a commit",
                subject,
                "a position that was committed",
                "position " + restored.position());
    }
}
