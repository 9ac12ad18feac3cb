package io.millrace.port;

import java.util.Collection;
import java.util.List;

/** A worker's membership in its group and what it reads, read_committed. Used by the worker's thread only. */
public interface InputLog extends AutoCloseable {
    /** Takes what a poll brought, a partition at a time. */
    @FunctionalInterface
    interface Sink {
        /**
         * @param next the offset after the last of these records, control records skipped
         */
        void accept(Partition partition, List<InputRecord> records, long next);
    }

    /** Where a member stands in a rebalance, as of its last poll. */
    enum Standing {
        /** No rebalance is under way, or the member has not heard of it. */
        MEMBER,
        /** It has joined a rebalance and waits for the others: its commits are taken. */
        JOINING,
        /** All have joined and it does not know its share yet: its commits are refused, though nothing is lost. */
        BETWEEN
    }

    /** Joins the group for the listener's inputs. Called once, before the first poll. */
    void join(Rebalance rebalance);

    /** Keeps the membership alive, runs rebalances, and brings records of partitions that are not paused. */
    void poll(long waitMs, Sink sink);

    void seek(Partition partition, long offset);

    void pause(Collection<Partition> partitions);

    void resume(Collection<Partition> partitions);

    /**
     * Whether the partition has been read up to the end of its log, data of open transactions included: the last fetch
     * was answered and the position equals the log end under read_uncommitted.
     */
    boolean atLogEnd(Partition partition);

    /** After so long without a poll, in milliseconds, the group gives this member's partitions to others. */
    long pollIntervalMsMax();

    /** Whether the group has accepted this member. */
    default boolean joined() {
        return true;
    }

    default Standing standing() {
        return Standing.MEMBER;
    }

    /**
     * Asks for a new share, for announced tasks can be taken over now.
     *
     * @param patient whether the member is willing to wait again if its state is still too far behind
     */
    default void askForShare(boolean patient) {}

    /**
     * Tells the group that this member is about to leave: its tasks go to others, each as soon as its next owner has the
     * state, and the member works on until then.
     *
     * @return false: there is no such thing in this group, or nothing to be given away
     */
    default boolean retire() {
        return false;
    }

    /** What has become of {@link #retire}. */
    default Retirement retirement() {
        return Retirement.ALONE;
    }

    /** How far a member is that retires. */
    enum Retirement {
        /** The group has not answered. */
        ASKED,
        /** Others take its tasks over, one by one. */
        GRANTED,
        /** Nobody else is there to have them. */
        ALONE
    }

    /** The offset after the last record that could be read, as far as known without waiting; -1: not yet. */
    default long end(Partition partition) {
        return -1;
    }

    /** Ends {@link #poll} early; may be called from any thread. */
    void wakeup();

    /**
     * Leaves the group, or stays a (static) member that is expected back.
     *
     * @param leave whether to give up the membership at once
     */
    void close(boolean leave);

    /** Leaves the group. */
    @Override
    default void close() {
        close(true);
    }
}
