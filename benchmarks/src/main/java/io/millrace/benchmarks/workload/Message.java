package io.millrace.benchmarks.workload;

import org.jspecify.annotations.Nullable;

/**
 * One record of an input.
 *
 * @param time its timestamp in milliseconds since 1970; null: the moment at which it is sent
 * @param partition null: the one of its key
 */
public record Message(byte[] key, byte[] value, @Nullable Long time, @Nullable Integer partition) {

    /** Without a time of its own. */
    static Message of(byte[] key, byte[] value) {
        return new Message(key, value, null, null);
    }
}
