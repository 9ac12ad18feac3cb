package io.millrace.model;

/**
 * How an input's event time and watermark are made.
 *
 * @param method whether an {@code @EventTime} method gives the event time; otherwise it is what the strategy says, or the
 *     record's timestamp
 * @param outOfOrderMs how far behind the highest event time a record is waited for; the least of it where it is learned
 * @param outOfOrderMsMax the most of it where it is learned, else 0
 * @param onTimePpm the share of records to be kept on time where disorder is learned, in millionths, else 0
 * @param idleMs without data for so long a partition no longer holds back the watermark; -1: never
 */
public record EventTimeModel(
        WatermarkStrategy strategy,
        boolean method,
        long outOfOrderMs,
        long outOfOrderMsMax,
        int onTimePpm,
        long idleMs) {
    /** With less than half on time nearly everything would wait for nothing. */
    public static final int ON_TIME_PPM_MIN = 500_000;

    /** More is told by so rare records only that nobody could wait until it is learned. */
    public static final int ON_TIME_PPM_MAX = 999_900;

    /** What holds for an input that says nothing: the record's timestamp, without disorder. */
    public static final EventTimeModel DEFAULT = new EventTimeModel(WatermarkStrategy.BOUNDED, false, 0, 0, 0, 30_000);

    /** Bounded disorder of what a method gives. */
    public EventTimeModel(long outOfOrderMs, long idleMs) {
        this(WatermarkStrategy.BOUNDED, true, outOfOrderMs, 0, 0, idleMs);
    }
}
