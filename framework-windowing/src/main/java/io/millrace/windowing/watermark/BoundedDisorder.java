package io.millrace.windowing.watermark;

import static io.millrace.windowing.watermark.Watermarks.END;
import static io.millrace.windowing.watermark.Watermarks.NONE;

/**
 * The watermark of one partition whose events are at most so much out of order: highest event time - disorder.
 *
 * <p>A record with time &lt; {@link #watermark()} is late. The watermark never goes back.
 */
public final class BoundedDisorder {
    private final long outOfOrderMs;
    private long watermark = NONE;

    /**
     * @param outOfOrderMs how far an event may lie behind an earlier one without being late
     * @throws IllegalArgumentException if negative
     */
    public BoundedDisorder(long outOfOrderMs) {
        if (outOfOrderMs < 0) {
            throw new IllegalArgumentException("MR-0501 disorder must not be negative: " + outOfOrderMs + " ms");
        }
        this.outOfOrderMs = outOfOrderMs;
    }

    /** Sees an event. One alone never ends the input, however late its time. */
    public void observe(long eventTime) {
        long behind = eventTime - outOfOrderMs;
        reach(behind > eventTime ? NONE : behind);
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
