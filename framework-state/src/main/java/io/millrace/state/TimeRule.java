package io.millrace.state;

import java.util.function.ToLongFunction;

/**
 * Makes a store's entries findable by time: each entry has a row in {@link Family#TIMES}.
 *
 * @param domain which order of time the rows belong to
 * @param time the time of a decoded value, in milliseconds
 * @param storedTime the same from its bytes, so that a restore need not decode values
 */
public record TimeRule(Domain domain, ToLongFunction<Object> time, ToLongFunction<byte[]> storedTime) {
    /** Separate time lines; the ordinal is the first byte of a row. */
    public enum Domain {
        EVENT,
        PROCESSING,
        EXPIRY
    }
}
