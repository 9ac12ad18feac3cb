package io.millrace.demo.report;

import java.time.Instant;

/**
 * One forced death of a replica.
 *
 * @param pending input records, of the topic between the listeners too, that were not committed at that moment
 * @param openTransaction whether the dead replica left a transaction open
 * @param replayed changelog records the replica replayed after it was started again
 */
public record Kill(
        Instant time, String replica, int exitStatus, long pending, boolean openTransaction, long replayed) {}
