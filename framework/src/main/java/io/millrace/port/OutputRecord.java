package io.millrace.port;

import org.jspecify.annotations.Nullable;

/**
 * A record to append.
 *
 * @param partition the partition, or {@link #BY_KEY}
 * @param timestamp in milliseconds since 1970, not negative, or {@link #NOW}
 */
public record OutputRecord(
        String topic, int partition, byte @Nullable [] key, byte @Nullable [] value, long timestamp, Headers headers) {
    /** Kafka's default partitioner: murmur2 over the key's bytes. */
    public static final int BY_KEY = -1;

    /** The time at which it is sent. */
    public static final long NOW = -1;
}
