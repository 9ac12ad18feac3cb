package io.millrace.acceptance.answers;

import java.util.Locale;
import java.util.SortedMap;

/**
 * A listener with the lengths of its windows: what is asked of one or more series.
 *
 * @param lengths settings of the window by name
 * @param drops whether the watermark is the highest time so far, so that what comes behind it may be too late; otherwise it
 *     waits for everything
 */
record Computation(Kind kind, SortedMap<String, String> lengths, boolean drops) {
    /** Whether late events refine what was said of their window. */
    boolean refines() {
        return lengths.containsKey("allowed-lateness");
    }

    /** The listeners. */
    enum Kind {
        TOTALS,
        OVERLAPS,
        VISITS;

        String listener() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** A line of the published result. */
        String line(String key, WindowRow row, long unitMs) {
            String start = key + "\t" + row.from() / unitMs + "\t";
            return start + (this == VISITS ? row.to() / unitMs + "\t" + row.count() : row.count() + "\t" + row.sum());
        }
    }
}
