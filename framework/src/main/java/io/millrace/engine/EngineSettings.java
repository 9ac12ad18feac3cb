package io.millrace.engine;

/**
 * The bounds of a listener's engine. Every one is configurable.
 *
 * @param exactlyOnce whether outputs wait for the transaction; otherwise they are visible at once and may repeat
 * @param commitIntervalMs how long changes wait for their commit at most
 * @param transactionRecordsMax records and timers handled per transaction at most
 * @param turnRecordsMax records and timers handled per task between two polls at most
 * @param bufferEntriesMax keys kept as live objects per task
 * @param orderRecordsMax records per task that may wait for the watermark before partitions that are ahead are paused
 * @param recordBytesMax the largest output or state value, in bytes
 * @param transactionTimeoutMs after which the broker aborts an open transaction
 * @param invalid what becomes of records that no handler can be given
 * @param stampIntervalMs the least time between two stamps of a task in each re-key topic; 0: with each commit
 */
public record EngineSettings(
        boolean exactlyOnce,
        long commitIntervalMs,
        int transactionRecordsMax,
        int turnRecordsMax,
        int bufferEntriesMax,
        int orderRecordsMax,
        int recordBytesMax,
        InvalidPolicy invalid,
        long transactionTimeoutMs,
        long stampIntervalMs) {
    public static final EngineSettings DEFAULT = new EngineSettings(
            true, 100, 50_000, 2_000, 200_000, 200_000, 1_000_000, InvalidPolicy.DEAD_LETTERS, 10_000, 0);
}
