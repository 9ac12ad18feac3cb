package io.millrace.ops;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts by kind. What has not been committed can be taken back. One thread adds, any thread reads; the kinds are few: they
 * become tags.
 */
final class Tally {
    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private final Map<String, Count> open = new HashMap<>();

    /** Counts now. */
    void add(String kind, long more) {
        counts.computeIfAbsent(kind, k -> new Count()).add(more);
    }

    /** Counts with the next {@link #keep}. */
    void expect(String kind, long more) {
        open.computeIfAbsent(kind, k -> new Count()).add(more);
    }

    /** Counts what was expected; returns its sum. */
    long keep() {
        long sum = 0;
        for (Map.Entry<String, Count> kind : open.entrySet()) {
            long more = kind.getValue().get();
            if (more > 0) {
                add(kind.getKey(), more);
                kind.getValue().set(0);
                sum += more;
            }
        }
        return sum;
    }

    /** Forgets what was expected. */
    void undo() {
        open.values().forEach(count -> count.set(0));
    }

    long get(String kind) {
        Count count = counts.get(kind);
        return count == null ? 0 : count.get();
    }

    /** What was ever counted, in order. */
    Set<String> kinds() {
        return new TreeSet<>(counts.keySet());
    }
}
