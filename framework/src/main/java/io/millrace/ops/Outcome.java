package io.millrace.ops;

import java.util.Locale;

/** What became of a record or timer. */
public enum Outcome {
    /** Handled, and committed. */
    OK,
    /** An attempt failed and there will be another. */
    RETRIED,
    /** Became a dead letter. */
    DLQ,
    /** Was given up without a trace, as its failure policy says. */
    SKIPPED,
    /** Came too late for its listener's order. */
    LATE;

    /** The value of the tag {@code outcome}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
