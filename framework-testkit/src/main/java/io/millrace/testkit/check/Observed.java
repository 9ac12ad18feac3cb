package io.millrace.testkit.check;

/** What somebody saw, was told or did while the run went on, and what was found when it had ended. */
public sealed interface Observed extends Event {
    /** What a snapshot is of. */
    enum Moment {
        /** A directory, whoever has it, at the position that it names. */
        CHECKPOINT,
        /** The directory of a task's owner when all is done. */
        ENDED,
        /** What the query endpoint answered when all was done. */
        ASKED
    }

    /** A history file was opened; a line before this one may be torn. */
    record Opened() implements Observed {}

    /** An input's writer was told that it is in the log. */
    record Acked(String topic, int partition, long offset, long uid, String key) implements Observed {}

    /** A reader of what is committed saw an output while the run went on. */
    record Seen(String topic, int partition, long offset, long uid, String key, long n, long chain)
            implements Observed {}

    /** A record of a transaction that was aborted. */
    record Aborted(String topic, int partition, long offset, String tx) implements Observed {}

    /**
     * A committed offset and the note beside it, in order of commits for each partition.
     *
     * @param position the committed offset (C)
     * @param changelog the task's changelog position (P)
     * @param next the next record to read (H)
     * @param end where the input's end mark stands, negative before it
     * @param released records of an earlier time have been handled (R)
     */
    record Committed(
            String listener,
            String topic,
            int partition,
            String tx,
            long position,
            long changelog,
            long next,
            long end,
            long watermark,
            long taskWatermark,
            long released)
            implements Observed {}

    /** A handler set a timer with the output at that place. */
    record TimerSet(
            String listener,
            String topic,
            int partition,
            long offset,
            String tx,
            int task,
            String key,
            long timer,
            long dueMs)
            implements Observed {}

    /** Entries of a task's state, {@link Entry one by one}, up to a changelog position. */
    record Snapshot(String id, String listener, int task, Moment moment, long position) implements Observed {}

    /** One entry of a snapshot. */
    record Entry(String snapshot, String store, String key, String entry, String value) implements Observed {}

    /** A task got its state by replaying so many records, up to that position, {@link #NONE} if that is not told. */
    record Restored(String listener, int task, long records, long position, boolean rebuilt) implements Observed {}

    /** Somebody asked a replica for a key's n. */
    record Answered(String reader, String listener, String key, long n) implements Observed {}

    /** A process began. */
    record Started(String process) implements Observed {}

    /** A process was asked to end, and did. */
    record Stopped(String process) implements Observed {}

    /** A process was killed. */
    record Killed(String process) implements Observed {}

    /** Something else was made to go wrong. */
    record Troubled(String what) implements Observed {}

    /** From here on nothing is made to go wrong. */
    record Healed() implements Observed {}

    /** How many records a listener had before it. */
    record Lag(String listener, long records) implements Observed {}

    /** A partition when the run had ended: the end of its log, and how far it can be read. */
    record LogEnd(String topic, int partition, long end, long stable) implements Observed {}

    /** A transaction that was still open when the run had ended. */
    record OpenTransaction(String id) implements Observed {}
}
