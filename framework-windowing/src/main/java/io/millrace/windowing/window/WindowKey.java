package io.millrace.windowing.window;

import io.millrace.state.codec.CodecException;
import java.nio.ByteBuffer;

/**
 * What a window's entry is called within its key: its start, whose eight bytes have the order of time, also below zero. Where
 * windows of several lengths stand side by side the level goes before it; where a start does not say the end, the end follows.
 */
final class WindowKey {
    private static final int LEVELLED = Long.BYTES + 1;
    private static final int WITH_END = 2 * Long.BYTES;

    private WindowKey() {}

    static byte[] of(long start) {
        return ByteBuffer.allocate(Long.BYTES).putLong(ordered(start)).array();
    }

    /** Windows that end together are due in the order of their levels. */
    static byte[] of(byte level, long start) {
        return ByteBuffer.allocate(LEVELLED).put(level).putLong(ordered(start)).array();
    }

    static byte[] of(long start, long end) {
        return ByteBuffer.allocate(WITH_END)
                .putLong(ordered(start))
                .putLong(ordered(end))
                .array();
    }

    static byte level(byte[] key) {
        return key[0];
    }

    static long start(byte[] key) {
        if (key.length != Long.BYTES && key.length != LEVELLED && key.length != WITH_END) {
            throw new CodecException("MR-0530 a window's key has " + Long.BYTES + ", " + LEVELLED + " or " + WITH_END
                    + " bytes, this one " + key.length);
        }
        return ordered(ByteBuffer.wrap(key).getLong(key.length == LEVELLED ? 1 : 0));
    }

    private static long ordered(long time) {
        return time ^ Long.MIN_VALUE;
    }
}
