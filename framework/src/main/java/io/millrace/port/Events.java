package io.millrace.port;

import io.millrace.fault.Fault;
import java.util.Set;

/** What a worker reports of itself, for logs, metrics and health. Called on the worker's thread; must not block. */
public interface Events {
    /** Hears nothing. */
    Events NONE = new Events() {};

    /** A task has its state and begins to read. */
    default void running(int task, Restored restored) {}

    /** The first commit of a task since it runs here: whoever had it before has handed it over. */
    default void firstCommitted(int task) {}

    /** A task was given up. */
    default void dropped(int task) {}

    /** All tasks that are running now, after each change. */
    default void tasks(Set<Integer> running) {}

    default void committed(int tasks, int outputs, int changes, long nanos) {}

    default void rolledBack(Fault fault) {}

    default void deadLettered(int task, String reason) {}

    /** A record or timer was left behind, as its policy says. */
    default void skipped(int task, String reason) {}

    default void retried(int task, int attempt) {}

    default void late(int task, String reason) {}

    /** A task stopped for good. */
    default void taskFailed(int task, Fault fault) {}

    /** The whole worker stopped for good. */
    default void stopped(Fault fault) {}

    /**
     * How a task got its state.
     *
     * @param records changelog records replayed
     * @param bytes their keys and values
     * @param settleNanos until offsets were stable
     * @param restoreNanos replaying
     * @param rebuilt whether the directory was not used
     */
    record Restored(long records, long bytes, long settleNanos, long restoreNanos, boolean rebuilt) {}
}
