package io.millrace.state.handle;

/**
 * A value with the time of its last write.
 *
 * @param writtenMs event time of the last write; {@link #UNKNOWN} for a value from before the store kept it
 * @param dueMs where its expiry row stands: at its end or, if it was written again since, before; {@link #NEVER}: it has
 *     none
 */
record Stamped(long writtenMs, long dueMs, Object value) {
    static final long UNKNOWN = Long.MIN_VALUE;
    static final long NEVER = Long.MAX_VALUE;
}
