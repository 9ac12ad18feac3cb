package io.millrace.api;

/** Whose clock gives the times of records that have none of their own. */
public enum TimeSource {
    /**
     * The broker's, when it appends a record. The topic must have {@code message.timestamp.type=LogAppendTime}: with another
     * the listener does not start.
     */
    INGESTION,
    /**
     * The worker's, when it takes a record. The watermark is the same clock: nothing is late, and windows close without
     * further records. A record that is handled again, after a failure or elsewhere, may get another time.
     */
    PROCESSING
}
