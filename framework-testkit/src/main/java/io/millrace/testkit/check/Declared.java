package io.millrace.testkit.check;

/**
 * What a history's workload is, told once, at its beginning.
 *
 * <p>An input has a uid, a key, an amount and an event time. Handlers keep {@code n} and {@code chain} for each key, as the
 * {@link Form} of their output says; {@link Chain} makes the links. A handler may set timers and have windows; timers are
 * told as they are set ({@link Observed.TimerSet}), windows are declared here and told by their results.
 */
public sealed interface Declared extends Event {
    /** What an output is to its inputs. */
    enum Form {
        /** The state after the record: n, sum of amounts, chain over uid, partition and offset; in order of arrival. */
        FOLD,
        /** A link of its key: n, and chain over n, uid and time. Timers that fire are links too. */
        LINK,
        /** The record itself, perhaps with another key. */
        COPY
    }

    /** How records are put together by time. */
    enum Kind {
        TUMBLING,
        HOPPING,
        /** As long as the next record comes within the size of the last one. */
        SESSION
    }

    /**
     * What a listener reads: one topic, whose partitions are its tasks.
     *
     * @param eventTime whether in event-time order
     * @param disorderMs how far its watermarks stay behind, negative if they are not made that way
     */
    record Reads(String listener, String topic, boolean eventTime, long disorderMs) implements Declared {}

    /** One output for each of its inputs goes there. */
    record Writes(String listener, String topic, Form form) implements Declared {}

    /** Windows over all that the listener reads, by key. */
    record Window(String listener, String window, Kind kind, long sizeMs, long slideMs, long offsetMs, long latenessMs)
            implements Declared {}

    /** A limit by name: {@link #LAG_ZERO_MS}, {@link #RESTORED_RECORDS}. */
    record Bound(String name, long value) implements Declared {}

    /** How long after the last trouble the lag may take to be 0. */
    String LAG_ZERO_MS = "lag-zero-ms";

    /** How many changelog records a task may replay that finds its directory. */
    String RESTORED_RECORDS = "restored-records";
}
