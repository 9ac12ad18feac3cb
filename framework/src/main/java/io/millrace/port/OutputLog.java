package io.millrace.port;

import java.util.Map;

/**
 * A worker's transactional producer: made by the first {@link #renew}. At most one transaction is open. Used by the
 * worker's thread only.
 *
 * <p>Every call may fail with a fault; after {@code producerDead} only {@link #renew} is allowed.
 */
public interface OutputLog extends AutoCloseable {
    void begin();

    /** After how many milliseconds the broker ends an open transaction. */
    long transactionTimeoutMs();

    /** Where a record with that key goes in a topic of so many partitions. */
    int partitionOf(byte[] key, int partitions);

    /** Hands a record over; a failed send shows at {@link #flush} or later. */
    void append(OutputRecord record);

    /** Hands a record over outside the transaction: visible at once, and not taken back by an abort. */
    void appendAtOnce(OutputRecord record);

    /** Hands a changelog record of a task over; partition and position are kept by task. */
    void appendChange(int task, OutputRecord record);

    /** Returns when every record handed over is in the log; fails if one is not. */
    void flush();

    /**
     * The changelog position of a task after the last flush: one beyond its last record in this transaction, or -1 if
     * there is none.
     */
    long changelogPosition(int task);

    /** Makes these offsets part of the transaction, checked against the group's current member and generation. */
    void sendOffsets(Map<Partition, CommittedOffset> offsets);

    /** Commits. {@link io.millrace.fault.Fault.OutcomeUnknown} if no answer came. */
    void commit();

    void abort();

    /** Closes the producer and makes a new one with the same identity: settles what the old one left open. */
    void renew();

    @Override
    void close();
}
