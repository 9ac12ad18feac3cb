package io.millrace.engine;

import io.millrace.model.EventTimeModel;
import io.millrace.model.WatermarkStrategy;
import io.millrace.port.MessageSerde;

/**
 * One input with everything resolved.
 *
 * @param index position among the listener's inputs
 * @param name as the listener calls it; an end-of-input mark carries it
 * @param topic the real topic
 * @param topicId tells the topic from one of the same name that was made later; 0 if unknown
 * @param repartition whether watermarks come in band
 * @param bounded whether marks of its time and of its end are accepted
 * @param priority rank among records of one event time; lower goes first
 * @param time how its watermark is made; unused where it comes in band
 * @param driftMsMax how far its partitions may run ahead of the worker's slowest in event time; {@link #DRIFT_OFF}: as far
 *     as they like
 * @param tieBreak whether a method orders records of one event time
 * @param nullable whether tombstones are welcome
 * @param body the serde of the bodies
 */
public record InputPlan(
        int index,
        String name,
        String topic,
        long topicId,
        boolean repartition,
        boolean bounded,
        int priority,
        EventTimeModel time,
        long driftMsMax,
        boolean tieBreak,
        boolean nullable,
        MessageSerde body) {
    /** Nobody waits for anybody. */
    public static final long DRIFT_OFF = -1;

    /** Whether a method gives the event time. */
    public boolean timed() {
        return time.method();
    }

    /** Whether a method tells the watermark. */
    boolean punctuated() {
        return time.strategy() == WatermarkStrategy.PUNCTUATED;
    }

    /** Whether its watermark is the wall clock. */
    boolean clocked() {
        return time.strategy() == WatermarkStrategy.PROCESSING && !repartition;
    }
}
