package io.millrace.state.handle;

import io.millrace.state.TimeRule;
import io.millrace.state.TimeRule.Domain;

/**
 * How long entries live after their last write, in event time.
 *
 * <p>An entry is gone when a call's time reaches its end, to the millisecond. Its row in the time index is coarser and
 * only says when to take it out: at the first multiple of a 32nd of the life behind its end. That place follows from the
 * last write alone, whatever happened before, so that a restore changes nothing.
 *
 * @param ttlMs -1: for ever
 */
record Lifetime(long ttlMs) {
    /** Expiry rows of stamped values. */
    static final TimeRule RULE = new TimeRule(Domain.EXPIRY, value -> ((Stamped) value).dueMs(), StampedCodec::dueMs);

    private static final int GRAINS = 32;

    boolean ends() {
        return ttlMs >= 0;
    }

    boolean over(long writtenMs, long nowMs) {
        return ends() && writtenMs != Stamped.UNKNOWN && end(writtenMs) <= nowMs;
    }

    /** The latest write that is over now; {@code Long.MIN_VALUE} if none is. */
    long lastOver(long nowMs) {
        return !ends() || nowMs < Long.MIN_VALUE + ttlMs ? Long.MIN_VALUE : nowMs - ttlMs;
    }

    /** Where the expiry row of that write belongs: at or behind its end. */
    long dueMs(long writtenMs) {
        if (!ends() || writtenMs == Stamped.UNKNOWN) {
            return Stamped.NEVER;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, ttlMs / GRAINS));
        long end = end(writtenMs);
        return end > Stamped.NEVER - (1L << shift) ? Stamped.NEVER : (end - 1 >> shift) + 1 << shift;
    }

    private long end(long writtenMs) {
        return writtenMs > Stamped.NEVER - ttlMs ? Stamped.NEVER : writtenMs + ttlMs;
    }
}
