package io.millrace.model;

import io.millrace.api.FailureAction;

/** The failure policy of a listener, durations in milliseconds. */
public record FailureModel(int retries, long backoffMs, long backoffMsMax, FailureAction then) {
    /** What holds where a listener says nothing. */
    public static final FailureModel DEFAULT = new FailureModel(3, 200, 10_000, FailureAction.DEAD_LETTER);
}
