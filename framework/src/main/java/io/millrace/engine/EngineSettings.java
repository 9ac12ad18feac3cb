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
 * @param orderHeapBytesMax what these records may take of the heap per worker, in bytes; beyond it they wait on disk
 * @param recordBytesMax the largest output or state value, in bytes
 * @param invalid what becomes of records that no handler can be given
 * @param stampIntervalMs the least time between two stamps of a worker in each re-key topic; 0: with each commit;
 *     {@link #STAMP_INTERVAL_AUTO}: with each commit up to 1,000 stamps per second and listener, beyond that every second
 * @param startAtMs where an input without committed offset begins: at the first record with that timestamp or a later one;
 *     {@link #EARLIEST} or {@link #LATEST}
 * @param warmUpRecordsMax how many changelog records of a task a worker may lack when the task is taken from its owner and
 *     given to it
 * @param warmUpMsMax how long a worker fetches the state of such tasks before it takes them over without
 * @param handOverMsMax how long a worker that leaves works on until others have the state of its tasks
 */
public record EngineSettings(
        boolean exactlyOnce,
        long commitIntervalMs,
        int transactionRecordsMax,
        int turnRecordsMax,
        int bufferEntriesMax,
        int orderRecordsMax,
        long orderHeapBytesMax,
        int recordBytesMax,
        InvalidPolicy invalid,
        long stampIntervalMs,
        long startAtMs,
        int warmUpRecordsMax,
        long warmUpMsMax,
        long handOverMsMax) {
    /** The interval follows from the number of partitions. */
    public static final long STAMP_INTERVAL_AUTO = -1;

    /** As {@code startAtMs}: the log's beginning. */
    public static final long EARLIEST = Long.MIN_VALUE;

    /** As {@code startAtMs}: the log's end. */
    public static final long LATEST = Long.MAX_VALUE;
}
