package io.millrace.benchmarks.workload;

import java.util.Locale;

/** The windows that W3 compares. */
public enum WindowKind {
    TUMBLING,
    HOPPING,
    SESSION;

    /** As in options, tables and topic names. */
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
