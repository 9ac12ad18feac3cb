package io.millrace.fault;

import org.jspecify.annotations.Nullable;

/** Everything that can go wrong, by what it demands. Made once, where an exception of a library is translated. */
public sealed interface Fault {
    /** A stable code, {@code MR-nnnn}. */
    String code();

    /** What happened and what to do about it; never contains payload. */
    String message();

    @Nullable
    Throwable cause();

    /** One record or value cannot be processed: its failure policy takes it. */
    record Poison(String code, String message, @Nullable Throwable cause) implements Fault {}

    /**
     * The transaction was aborted because this worker is not who it was. Roll back and poll: who owns what is told by
     * the rebalance callbacks alone.
     *
     * @param producerDead whether a new producer is needed
     */
    record OwnershipLost(String code, String message, boolean producerDead, @Nullable Throwable cause)
            implements Fault {}

    /** A commit was asked for and no answer came: ask what happened, never commit again blindly. */
    record OutcomeUnknown(String code, String message, @Nullable Throwable cause) implements Fault {}

    /**
     * Likely to pass: roll back and try again.
     *
     * @param producerDead whether a new producer is needed
     */
    record Transient(String code, String message, boolean producerDead, @Nullable Throwable cause) implements Fault {}

    /** Will not pass by itself: stop the listener and say what to change. */
    record Misconfigured(String code, String message, @Nullable Throwable cause) implements Fault {}

    /** A local store is damaged: rebuild it once from the changelog. */
    record Corrupt(String code, String message, @Nullable Throwable cause) implements Fault {}

    /** This should not happen: stop the task, keep everything for the report. */
    record Bug(String code, String message, @Nullable Throwable cause) implements Fault {}

    /** As it is printed. */
    default String text() {
        return code() + ": " + message();
    }
}
