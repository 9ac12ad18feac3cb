package io.millrace.chaos.streams;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** What is kept of a key. */
record Count(long n, long sum, long chain) {
    static final Count ZERO = new Count(0, 0, 0);

    static Serde<Count> serde() {
        return Serdes.serdeFrom(
                (topic, count) -> count == null ? null : count.bytes(),
                (topic, bytes) -> bytes == null ? null : of(ByteBuffer.wrap(bytes)));
    }

    private byte[] bytes() {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(n)
                .putLong(sum)
                .putLong(chain)
                .array();
    }

    private static Count of(ByteBuffer bytes) {
        return new Count(bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
}
