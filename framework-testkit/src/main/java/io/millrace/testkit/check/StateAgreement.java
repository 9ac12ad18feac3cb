package io.millrace.testkit.check;

import io.millrace.testkit.check.Changelog.Name;
import io.millrace.testkit.check.Declared.Form;
import io.millrace.testkit.check.Declared.Writes;
import io.millrace.testkit.check.Folding.Fold;
import io.millrace.testkit.check.Listener.Due;
import io.millrace.testkit.check.Observed.Committed;
import io.millrace.testkit.check.Observed.Moment;
import io.millrace.testkit.check.Observed.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * G4: the fold of the input, the fold of the changelog, the owners' directories at the end and the answers of the query
 * endpoint are the same.
 */
final class StateAgreement {
    static final String N = "n";
    static final String SUM = "sum";
    static final String CHAIN = "chain";

    private StateAgreement() {}

    static void check(History history, Findings findings) {
        for (Listener listener : Listener.in(history)) {
            Changelog changelog = new Changelog(history, listener.name());
            for (Writes writes : changelog.isEmpty() ? List.<Writes>of() : listener.writes()) {
                if (writes.form() != Form.COPY) {
                    compare(listener, expected(history, listener, writes), changelog, findings);
                }
            }
            ends(history, listener, findings);
        }
        Snapshots.check(history, Moment.ENDED, findings);
        Snapshots.check(history, Moment.ASKED, findings);
    }

    /** By key and store. */
    private static Map<String, Map<String, String>> expected(History history, Listener listener, Writes writes) {
        Map<String, Map<String, String>> expected = new TreeMap<>();
        if (writes.form() == Form.LINK) {
            Links.byKey(history, listener.name(), writes.topic()).forEach((key, links) -> {
                Link last = links.get(links.size() - 1);
                expected.put(key, Map.of(N, "" + last.n(), CHAIN, "" + last.chain()));
            });
            return expected;
        }
        Map<String, Fold> folds = Folding.folds(listener.given());
        listener.given().stream()
                .filter(input -> !input.poison() && listener.due(input) == Due.MUST)
                .forEach(input -> {
                    Fold fold = folds.getOrDefault(input.place(), Fold.NOTHING);
                    expected.put(input.key(), Map.of(N, "" + fold.n(), SUM, "" + fold.sum(), CHAIN, "" + fold.chain()));
                });
        return expected;
    }

    private static void compare(
            Listener listener, Map<String, Map<String, String>> expected, Changelog changelog, Findings findings) {
        Map<String, Map<String, String>> found = new TreeMap<>();
        for (int task : changelog.tasks()) {
            changelog.fold(task, Long.MAX_VALUE).forEach((name, value) -> {
                if (Set.of(N, SUM, CHAIN).contains(name.store())) {
                    found.computeIfAbsent(name.key(), any -> new TreeMap<>())
                            .merge(name.store(), value, (one, other) -> one + " and " + other);
                }
            });
        }
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        for (String key : keys) {
            Map<String, String> wanted = expected.getOrDefault(key, Map.of());
            Map<String, String> has = found.getOrDefault(key, Map.of());
            for (String store : wanted.isEmpty() ? has.keySet() : wanted.keySet()) {
                findings.same(
                        "the changelog's state is the fold of the input",
                        Subject.of(listener.name()).key(key),
                        new Name(store, key, "") + " = " + wanted.get(store),
                        new Name(store, key, "") + " = " + has.get(store));
            }
        }
    }

    /** Who has not replayed all that was committed is not at the end. */
    private static void ends(History history, Listener listener, Findings findings) {
        for (Snapshot snapshot : history.all(Snapshot.class)) {
            Committed last = listener.last(snapshot.task());
            if (snapshot.moment() == Moment.ENDED && snapshot.listener().equals(listener.name()) && last != null) {
                findings.same(
                        "the owner's directory is at the committed changelog position",
                        Snapshots.subject(snapshot),
                        last.changelog(),
                        snapshot.position());
            }
        }
    }
}
