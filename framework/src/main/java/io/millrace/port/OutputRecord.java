package io.millrace.port;

import org.jspecify.annotations.Nullable;

/**
 * A record to append.
 *
 * @param partition the partition, or {@link #BY_KEY}
 */
public record OutputRecord(
        String topic, int partition, byte @Nullable [] key, byte @Nullable [] value, long timestamp, Headers headers) {
    /** Kafka's default partitioner: murmur2 over the key's bytes. */
    public static final int BY_KEY = -1;
}
