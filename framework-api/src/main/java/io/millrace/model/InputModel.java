package io.millrace.model;

import org.jspecify.annotations.Nullable;

/**
 * One input of a listener.
 *
 * @param name the topic as written, or the re-key topic's shared name
 * @param repartition whether it is an internal topic that carries watermarks in band
 * @param method the handler method's name
 * @param priority rank among records of one event time; lower goes first
 * @param body the body's type
 * @param nullable whether tombstones are welcome
 * @param valid whether the body is validated before the call
 * @param eventTime null: nothing is said, {@link EventTimeModel#DEFAULT} holds
 * @param tieBreak whether a {@code @TieBreak} method belongs to it
 */
public record InputModel(
        String name,
        boolean repartition,
        String method,
        int priority,
        TypeModel body,
        boolean nullable,
        boolean valid,
        @Nullable EventTimeModel eventTime,
        boolean tieBreak) {
    /** Tells a topic from a re-key topic of the same name. */
    public String label() {
        return (repartition ? "@" : "") + name;
    }

    /** How its event time and watermark are made, said or not. */
    public EventTimeModel time() {
        return eventTime == null ? EventTimeModel.DEFAULT : eventTime;
    }

    /** The same with another event time and watermark. */
    public InputModel withEventTime(EventTimeModel time) {
        return new InputModel(name, repartition, method, priority, body, nullable, valid, time, tieBreak);
    }

    /** With a method that orders records of one event time. */
    public InputModel withTieBreak() {
        return new InputModel(name, repartition, method, priority, body, nullable, valid, eventTime, true);
    }
}
