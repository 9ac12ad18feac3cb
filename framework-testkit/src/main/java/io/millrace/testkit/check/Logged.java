package io.millrace.testkit.check;

import org.jspecify.annotations.Nullable;

/**
 * What a log holds at the end for somebody who reads what is committed. Told twice in the same words, it is one fact.
 */
public sealed interface Logged extends Event {
    String topic();

    int partition();

    long offset();

    /** Partition and offset as one word. */
    default String place() {
        return Subject.place(topic(), partition(), offset());
    }

    /**
     * An input: the ground truth.
     *
     * @param seq grows with each record of a key, {@link #NONE} if its writer does not count
     * @param poison whether the handler will never take it
     */
    record Fed(
            String topic,
            int partition,
            long offset,
            long uid,
            String key,
            long seq,
            long amount,
            long timeMs,
            boolean poison)
            implements Logged {}

    /**
     * What a listener made of one input.
     *
     * @param inPartition where that input stood
     * @param n see {@link Declared.Form}; {@link #NONE} where the form has none, as for sum and chain
     */
    record Output(
            String listener,
            String topic,
            int partition,
            long offset,
            String tx,
            long uid,
            String key,
            long timeMs,
            int inPartition,
            long inOffset,
            long n,
            long sum,
            long chain)
            implements Logged {}

    /** A timer fired and was a link of its key. */
    record TimerFired(
            String listener,
            String topic,
            int partition,
            long offset,
            String tx,
            int task,
            String key,
            long timer,
            long dueMs,
            long n,
            long chain)
            implements Logged {}

    /**
     * A window's result, or the dead letter of one that no handler took.
     *
     * @param uids exclusive or of {@link Chain#of(long)} over the records in it
     */
    record WindowResult(
            String listener,
            String topic,
            int partition,
            long offset,
            String tx,
            int task,
            String window,
            String key,
            long startMs,
            long endMs,
            long count,
            long amount,
            long uids)
            implements Logged {}

    /**
     * A record that came too late for a window.
     *
     * @param startMs of the window that missed it, {@link #NONE} for sessions
     */
    record Late(
            String listener,
            String topic,
            int partition,
            long offset,
            String tx,
            int task,
            String window,
            long uid,
            String key,
            long startMs,
            long endMs)
            implements Logged {}

    /** A record that was given up. */
    record DeadLetter(
            String listener,
            String topic,
            int partition,
            long offset,
            String tx,
            long uid,
            int inPartition,
            long inOffset,
            String reason)
            implements Logged {}

    /**
     * A changelog record; its partition is the task.
     *
     * @param value null: deleted
     */
    record Change(
            String listener,
            String topic,
            int partition,
            long offset,
            String tx,
            String store,
            String key,
            String entry,
            @Nullable String value)
            implements Logged {}
}
