package io.millrace.windowing.window;

import io.millrace.state.codec.CodecException;
import java.nio.ByteBuffer;

/** A start as entry key: eight bytes whose order is that of time, also below zero. */
final class StartKey {
    private StartKey() {}

    static byte[] encode(long start) {
        return ByteBuffer.allocate(Long.BYTES).putLong(start ^ Long.MIN_VALUE).array();
    }

    static long decode(byte[] entryKey) {
        if (entryKey.length != Long.BYTES) {
            throw new CodecException(
                    "MR-0530 a window's key has " + Long.BYTES + " bytes, this one " + entryKey.length);
        }
        return ByteBuffer.wrap(entryKey).getLong() ^ Long.MIN_VALUE;
    }
}
