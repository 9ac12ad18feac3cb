package io.millrace.engine;

import io.millrace.model.EventTimeModel;
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
 * @param timed whether a method gives the event time; otherwise it is the record's timestamp
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
        boolean timed,
        boolean tieBreak,
        boolean nullable,
        MessageSerde body) {}
