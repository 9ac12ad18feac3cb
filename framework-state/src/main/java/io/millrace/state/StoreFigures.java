package io.millrace.state;

/**
 * Sizes of a task's store: estimates, and -1 where an engine has none.
 *
 * @param bytes on disk and in memory
 * @param entries of all keys and stores
 * @param timeRows what waits for a time: timers, ends of windows, expiries
 * @param memtableBytes not yet in files
 * @param compactionBytes that wait to be compacted
 */
public record StoreFigures(long bytes, long entries, long timeRows, long memtableBytes, long compactionBytes) {
    /** Nothing is known. */
    public static final StoreFigures UNKNOWN = new StoreFigures(-1, -1, -1, -1, -1);
}
