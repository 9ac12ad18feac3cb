package io.millrace.acceptance.answers;

import java.util.List;

/**
 * A file read in one way, in its own order: what one task is fed with. Several of them are told apart by what their keys
 * begin with.
 */
final class Series {
    /** Far behind all that happened, so that no window of it closes before all others have. */
    private static final long MARK_AFTER_MS = 400L * 24 * 60 * 60 * 1_000;

    private final String name;
    private final long unitMs;
    private final List<Entry> entries;

    /** One event of a key. */
    record Entry(String key, Observation observation) {}

    Series(Table table, Reading reading) {
        name = table.name();
        unitMs = table.unitMs();
        entries = reading.read(table);
    }

    String name() {
        return name;
    }

    /** What times in its answers count in. */
    long unitMs() {
        return unitMs;
    }

    List<Entry> entries() {
        return entries;
    }

    String recordKey(String key) {
        return name + "\t" + key;
    }

    boolean has(String recordKey) {
        return recordKey.startsWith(name + "\t");
    }

    String key(String recordKey) {
        return recordKey.substring(name.length() + 1);
    }

    /** The key of the mark, which no event has. */
    String markKey() {
        return name;
    }

    /** The last observation: when a result of it is seen, all others have been. */
    Observation mark() {
        long last = entries.stream()
                .mapToLong(entry -> entry.observation().at())
                .max()
                .orElse(0);
        return new Observation(last + MARK_AFTER_MS, 0);
    }

    /** How far an event lies behind an earlier one at most. */
    long disorderMs() {
        long highest = Long.MIN_VALUE;
        long most = 0;
        for (Entry entry : entries) {
            highest = Math.max(highest, entry.observation().at());
            most = Math.max(most, highest - entry.observation().at());
        }
        return most;
    }
}
