package io.millrace.api;

/** Whose time counts. */
public enum TimeDomain {
    /** When things happened, as the records say and the watermark confirms. */
    EVENT,
    /** When they are handled, by the wall clock. */
    PROCESSING
}
