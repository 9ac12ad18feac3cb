package io.millrace.engine;

import static io.millrace.api.FailureAction.DEAD_LETTER;

import io.millrace.api.FailureAction;

/**
 * What becomes of records that no handler can be given.
 *
 * @param key without a key, or a mark that is not allowed
 * @param bytes key or value that no serde can read
 * @param tombstone a null value whose handler does not take one
 * @param time an event time or a watermark from the future, or a time, watermark or tie-break that cannot be told
 * @param negative an event time before 1970
 * @param missing no timestamp, where that is the event time
 * @param futureMsMax how far an event time may lie ahead of its record's timestamp; {@link #FUTURE_OFF}: as far as it likes
 */
public record InvalidPolicy(
        FailureAction key,
        FailureAction bytes,
        FailureAction tombstone,
        FailureAction time,
        NegativeTime negative,
        FailureAction missing,
        long futureMsMax) {
    /** Any event time is believed. */
    public static final long FUTURE_OFF = -1;

    /** As far as brokers let a timestamp lie ahead of their own clock. */
    private static final long HOUR_MS = 3_600_000;

    public static final InvalidPolicy DEAD_LETTERS = new InvalidPolicy(
            DEAD_LETTER, DEAD_LETTER, DEAD_LETTER, DEAD_LETTER, NegativeTime.DEAD_LETTER, DEAD_LETTER, HOUR_MS);
}
