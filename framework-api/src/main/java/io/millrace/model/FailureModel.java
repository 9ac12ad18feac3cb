package io.millrace.model;

import io.millrace.api.FailureAction;
import java.util.List;

/**
 * The failure policy of a listener.
 *
 * @param retries further attempts after the first one
 * @param backoffMs pause before the first retry; it doubles
 * @param backoffMsMax the longest pause
 * @param then what follows when all attempts have failed
 * @param fatal fully qualified names of exceptions that are not retried
 * @param transients fully qualified names of exceptions that are retried for as long as {@code transientMs}
 * @param transientMs how long those are retried
 */
public record FailureModel(
        int retries,
        long backoffMs,
        long backoffMsMax,
        FailureAction then,
        List<String> fatal,
        List<String> transients,
        long transientMs) {
    /** What holds where a listener says nothing. */
    public static final FailureModel DEFAULT =
            new FailureModel(3, 200, 10_000, FailureAction.DEAD_LETTER, List.of(), List.of(), 300_000);

    public FailureModel {
        fatal = List.copyOf(fatal);
        transients = List.copyOf(transients);
    }
}
