package io.millrace.windowing.timer;

import io.millrace.state.codec.Codec;
import io.millrace.state.codec.CodecException;
import io.millrace.state.codec.Schema;
import java.nio.ByteBuffer;

/**
 * A due time as format byte and eight bytes.
 *
 * @param schema says what the time counts and what the ids are: neither can be seen in the bytes
 */
record DueTimeCodec(Schema schema) implements Codec<Object> {
    private static final byte FORMAT = 1;
    private static final int BYTES = 1 + Long.BYTES;

    @Override
    public byte[] encode(Object dueMs) {
        return ByteBuffer.allocate(BYTES).put(FORMAT).putLong((Long) dueMs).array();
    }

    @Override
    public Object decode(byte[] bytes) {
        return dueMs(bytes);
    }

    static long dueMs(byte[] bytes) {
        if (bytes.length != BYTES || bytes[0] != FORMAT) {
            throw new CodecException("MR-0510 a timer entry has " + BYTES + " bytes of format " + FORMAT + ", this one "
                    + bytes.length + (bytes.length == 0 ? "" : " of format " + bytes[0]));
        }
        return ByteBuffer.wrap(bytes, 1, Long.BYTES).getLong();
    }
}
