package io.millrace.model;

/**
 * How an input's watermark is made.
 *
 * @param outOfOrderMs bounded disorder: watermark = highest event time - this
 * @param idleMs without data for so long a partition no longer holds back the watermark; -1: never
 */
public record EventTimeModel(long outOfOrderMs, long idleMs) {
    /** What holds for an input without {@code @EventTime}. */
    public static final EventTimeModel DEFAULT = new EventTimeModel(0, 30_000);
}
