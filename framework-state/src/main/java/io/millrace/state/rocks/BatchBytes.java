package io.millrace.state.rocks;

import io.millrace.state.codec.BytesWriter;
import org.jspecify.annotations.Nullable;

/**
 * A write batch in RocksDB's own form, so that one call into native code takes it, not one per row.
 *
 * <p>The form is that of its write-ahead log, and as old as that: sequence (8 bytes, set by the database), number of rows
 * (4 bytes, little-endian), then per row a tag, the column family, key and value, each with its length.
 */
final class BatchBytes {
    private static final int DELETE = 0x4;
    private static final int PUT = 0x5;
    private static final int COUNT_AT = Long.BYTES;

    private final BytesWriter out;
    private int rows;

    BatchBytes(long sizeHint) {
        out = new BytesWriter((int) Math.min(Integer.MAX_VALUE / 2, sizeHint));
        out.writeFixed(0).writeFixedInt(0);
    }

    void add(int family, byte[] key, byte @Nullable [] value) {
        rows++;
        out.writeByte(value == null ? DELETE : PUT).writeUnsigned(family).writeBytes(key);
        if (value != null) {
            out.writeBytes(value);
        }
    }

    byte[] toBytes() {
        byte[] bytes = out.toBytes();
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[COUNT_AT + i] = (byte) (rows >>> Byte.SIZE * i);
        }
        return bytes;
    }
}
