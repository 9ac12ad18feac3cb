package io.millrace.api;

/**
 * Which window a result is of.
 *
 * @param start first instant, in milliseconds since 1970
 * @param end the instant after the last
 * @param index how many results this window gave before; 0 for the first
 */
public record WindowSpan(long start, long end, Firing firing, int index) {
    /** The span of a window without a start and an end. */
    public static WindowSpan global(Firing firing, int index) {
        return new WindowSpan(Long.MIN_VALUE, Long.MAX_VALUE, firing, index);
    }

    /** Whether its window has neither start nor end: a global window, or one that counts records. */
    public boolean isGlobal() {
        return start == Long.MIN_VALUE;
    }

    /** How long the window is, in milliseconds; {@code Long.MAX_VALUE} if it is global. */
    public long lengthMs() {
        return isGlobal() ? Long.MAX_VALUE : end - start;
    }
}
