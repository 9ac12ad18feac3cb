package io.millrace.windowing.watermark;

import static io.millrace.windowing.watermark.Watermarks.END;
import static io.millrace.windowing.watermark.Watermarks.NONE;

import java.util.function.LongUnaryOperator;

/**
 * The watermark of one partition. A record with time &lt; {@link #watermark()} is late. It never goes back, whatever its
 * strategy says.
 */
public final class PartitionWatermark {
    private final LongUnaryOperator strategy;
    private long watermark = NONE;

    private PartitionWatermark(LongUnaryOperator strategy) {
        this.strategy = strategy;
    }

    /**
     * Events are at most so much out of order: highest event time - disorder. With 0 they are monotonous.
     *
     * @param outOfOrderMs how far an event may lie behind an earlier one without being late
     * @throws IllegalArgumentException if negative
     */
    public static PartitionWatermark bounded(long outOfOrderMs) {
        if (outOfOrderMs < 0) {
            throw new IllegalArgumentException("MR-0501 disorder must not be negative: " + outOfOrderMs + " ms");
        }
        return new PartitionWatermark(eventTime -> {
            long behind = eventTime - outOfOrderMs;
            return behind > eventTime ? NONE : behind;
        });
    }

    /** Events are as much out of order as those before them were. */
    public static PartitionWatermark learned(LearnedDisorder disorder) {
        return new PartitionWatermark(disorder::observe);
    }

    /** Events alone say nothing: the watermark is what {@link #reach} is told. */
    public static PartitionWatermark told() {
        return new PartitionWatermark(eventTime -> NONE);
    }

    /** Sees an event. One alone never ends the input, however late its time. */
    public void observe(long eventTime) {
        reach(strategy.applyAsLong(eventTime));
    }

    /** Learns that no event before this time will come. It alone never ends the input. */
    public void reach(long time) {
        long candidate = Math.min(time, END - 1);
        if (candidate > watermark) {
            watermark = candidate;
        }
    }

    /** {@link Watermarks#NONE} before the first event. */
    public long watermark() {
        return watermark;
    }

    /** Continues where an earlier owner stood: from now on it is never below {@code committed}. */
    public void restore(long committed) {
        watermark = Math.max(watermark, committed);
    }

    /** The input is complete. */
    public void end() {
        watermark = END;
    }

    public boolean ended() {
        return watermark == END;
    }
}
