package io.millrace.testkit.check;

import io.millrace.testkit.check.Logged.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A listener's changelog, told whole: what a task's state is at a position. */
final class Changelog {
    private final Map<Integer, List<Change>> changes = new TreeMap<>();

    /** The name of an entry. */
    record Name(String store, String key, String entry) implements Comparable<Name> {
        static Name of(Change change) {
            return new Name(change.store(), change.key(), change.entry());
        }

        @Override
        public int compareTo(Name other) {
            return Comparator.comparing(Name::store)
                    .thenComparing(Name::key)
                    .thenComparing(Name::entry)
                    .compare(this, other);
        }

        @Override
        public String toString() {
            return entry.isEmpty() ? store : store + "[" + entry + "]";
        }
    }

    Changelog(History history, String listener) {
        history.all(Change.class).stream()
                .filter(change -> change.listener().equals(listener))
                .sorted(Comparator.comparingInt(Change::partition).thenComparingLong(Change::offset))
                .forEach(change -> changes.computeIfAbsent(change.partition(), any -> new ArrayList<>())
                        .add(change));
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    Set<Integer> tasks() {
        return changes.keySet();
    }

    private List<Change> of(int task) {
        return changes.getOrDefault(task, List.of());
    }

    /** The state that the changes below a position make. */
    Map<Name, String> fold(int task, long below) {
        Map<Name, String> state = new TreeMap<>();
        for (Change change : of(task)) {
            String value = change.value();
            if (change.offset() < below && value != null) {
                state.put(Name.of(change), value);
            } else if (change.offset() < below) {
                state.remove(Name.of(change));
            }
        }
        return state;
    }

    /**
     * Compares entries with the changelog at a position.
     *
     * <p>A directory made anew from a compacted log has no value, or an old one, for what a later record replaces: until it
     * reaches that record this is right.
     */
    void compare(int task, long position, Map<Name, String> found, Subject subject, Findings findings) {
        Map<Name, String> expected = fold(task, position);
        Map<Name, Change> last = new TreeMap<>();
        Set<Name> replaced = new HashSet<>();
        Map<Name, Set<String>> old = new TreeMap<>();
        for (Change change : of(task)) {
            if (change.offset() >= position) {
                replaced.add(Name.of(change));
            } else {
                last.put(Name.of(change), change);
                if (change.value() != null) {
                    old.computeIfAbsent(Name.of(change), any -> new HashSet<>()).add(change.value());
                }
            }
        }
        Set<Name> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        for (Name name : names) {
            String is = found.get(name);
            boolean may = replaced.contains(name)
                    && (is == null || old.getOrDefault(name, Set.of()).contains(is));
            findings.holds(
                    may || is != null && is.equals(expected.get(name)),
                    "state is the fold of the changelog up to its position",
                    subject.key(name.key()),
                    name + " = " + expected.get(name) + since(last.get(name)),
                    name + " = " + is);
        }
    }

    private static String since(@Nullable Change change) {
        return change == null ? "" : (change.value() == null ? ", deleted at " : ", changed at ") + change.place();
    }
}
