package io.millrace.engine;

import static io.millrace.api.FailureAction.DEAD_LETTER;

import io.millrace.api.FailureAction;

/**
 * What becomes of records that no handler can be given.
 *
 * @param key without a key, or a mark that is not allowed
 * @param bytes key or value that no serde can read
 * @param tombstone a null value whose handler does not take one
 * @param time a negative event time, one beyond all time, or a time or tie-break that cannot be told
 */
public record InvalidPolicy(FailureAction key, FailureAction bytes, FailureAction tombstone, FailureAction time) {
    public static final InvalidPolicy DEAD_LETTERS =
            new InvalidPolicy(DEAD_LETTER, DEAD_LETTER, DEAD_LETTER, DEAD_LETTER);
}
