package io.millrace.state;

/** The two ordered key spaces of a store. */
public enum Family {
    /** What the changelog holds: store id, Kafka key, entry key. */
    ENTRIES,
    /** What follows from it: time, then the entry. Rebuilt with the entries, never in the changelog. */
    TIMES
}
