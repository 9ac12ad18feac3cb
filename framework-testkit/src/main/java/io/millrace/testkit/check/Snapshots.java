package io.millrace.testkit.check;

import io.millrace.testkit.check.Changelog.Name;
import io.millrace.testkit.check.Observed.Entry;
import io.millrace.testkit.check.Observed.Moment;
import io.millrace.testkit.check.Observed.Snapshot;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Entries of snapshots of one kind, compared with the changelog. */
final class Snapshots {
    private Snapshots() {}

    static void check(History history, Moment moment, Findings findings) {
        Map<String, Changelog> logs = new TreeMap<>();
        Map<String, Map<Name, String>> entries = history.all(Entry.class).stream()
                .collect(Collectors.groupingBy(
                        Entry::snapshot,
                        Collectors.toMap(
                                entry -> new Name(entry.store(), entry.key(), entry.entry()),
                                Entry::value,
                                (first, second) -> first + " and " + second)));
        for (Snapshot snapshot : history.all(Snapshot.class)) {
            if (snapshot.moment() == moment) {
                Changelog log = logs.computeIfAbsent(snapshot.listener(), listener -> new Changelog(history, listener));
                Map<Name, String> found = entries.getOrDefault(snapshot.id(), Map.of());
                log.compare(snapshot.task(), snapshot.position(), found, subject(snapshot), findings);
            }
        }
    }

    static Subject subject(Snapshot snapshot) {
        return Subject.of(snapshot.listener())
                .at("task " + snapshot.task() + ", position " + snapshot.position() + " of snapshot " + snapshot.id());
    }
}
