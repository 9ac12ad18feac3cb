package io.millrace.port;

import io.millrace.fault.Fault;
import java.util.List;
import java.util.Set;

/** What a worker reports of itself, for logs, metrics and health. Called on the worker's thread; must not block. */
public interface Events {
    /** Hears nothing. */
    Events NONE = new Events() {};

    /** A task has its state and begins to read. */
    default void running(int task, Restored restored) {}

    /** A task's directory is damaged: it is wiped and made anew from the changelog. On any thread. */
    default void storeDamaged(int task, String why) {}

    /**
     * A task cannot be opened as long as a transaction is open that only others can end. On any thread.
     *
     * @param seconds since it could not go on
     * @param what it waits for
     */
    default void waits(int task, long seconds, String what) {}

    /**
     * The state of an announced task is here, and its owner still works on it. On any thread.
     *
     * @param records changelog records replayed
     * @param nanos replaying
     */
    default void warmed(int task, long records, long nanos) {}

    /** The first commit of a task since it runs here: whoever had it before has handed it over. */
    default void firstCommitted(int task) {}

    /** A task was given up. */
    default void dropped(int task) {}

    /** All tasks that are running now, after each change. */
    default void tasks(Set<Integer> running) {}

    /**
     * A turn is over, so the worker is alive.
     *
     * @param nanos how long it took
     * @param pollNanos how much of that it waited for records
     * @param held whether it left a partition unread because of what it has already
     */
    default void turned(long nanos, long pollNanos, boolean held) {}

    /**
     * A task has called its handlers, successfully. All that was handled since the last commit may still be undone:
     * {@link #rolledBack} tells.
     *
     * @param recordsNanos the whole time spent on the records, decoding and ordering included
     */
    default void handled(int records, long recordsNanos, int timers, long timersNanos) {}

    /** The same of windows that gave a result or were forgotten. */
    default void fired(int windows, long nanos) {}

    /**
     * All tasks assigned to the worker, as they are: now and then, and soon after each change.
     *
     * @param member whether the worker is a member of its group
     */
    default void surveyed(boolean member, List<TaskReport> tasks) {}

    /** Partitions came, went, or were taken away. */
    default void rebalanced(Change change) {}

    /**
     * @param changes entries appended to the changelog
     */
    default void committed(int tasks, int outputs, int changes, long nanos) {}

    default void rolledBack(Fault fault) {}

    default void deadLettered(int task, String reason) {}

    /** A record or timer was left behind, as its policy says. */
    default void skipped(int task, String reason) {}

    default void retried(int task, int attempt) {}

    default void late(int task, String reason) {}

    /** Told after {@link #late} where no topic takes such records: nobody will see this one again. */
    default void lateDropped(int task, String reason) {}

    /** A task stopped for good. */
    default void taskFailed(int task, Fault fault) {}

    /** The whole worker stopped for good. */
    default void stopped(Fault fault) {}

    /** What a rebalance did to a worker. */
    enum Change {
        ASSIGNED,
        REVOKED,
        LOST
    }

    /**
     * How a task got its state.
     *
     * @param records changelog records replayed
     * @param bytes their keys and values
     * @param position in the changelog, up to which it has them now
     * @param settleNanos until offsets were stable
     * @param openNanos opening the local store, and comparing it with offsets and changelog
     * @param restoreNanos replaying
     * @param rebuilt whether the directory was not used
     */
    record Restored(
            long records,
            long bytes,
            long position,
            long settleNanos,
            long openNanos,
            long restoreNanos,
            boolean rebuilt) {}
}
