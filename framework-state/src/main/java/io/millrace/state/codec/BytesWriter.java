package io.millrace.state.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte string. Numbers are big-endian. Not thread-safe. */
public final class BytesWriter {
    private static final int SIZE_MIN = 32;

    private static final int DEPTH_MAX = 100;

    private byte[] bytes;
    private int size;
    private int depth;

    public BytesWriter() {
        this(SIZE_MIN);
    }

    /**
     * @param sizeHint room made at once
     */
    public BytesWriter(int sizeHint) {
        bytes = new byte[sizeHint];
    }

    private int reserve(int more) {
        int at = size;
        size += more;
        if (size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size, bytes.length * 2));
        }
        return at;
    }

    public BytesWriter writeByte(int value) {
        int at = reserve(1);
        bytes[at] = (byte) value;
        return this;
    }

    public BytesWriter writeFixed(long value) {
        int at = reserve(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[at++] = (byte) (value >>> shift);
        }
        return this;
    }

    public BytesWriter writeFixedInt(int value) {
        int at = reserve(Integer.BYTES);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[at++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Seven bits per byte, lowest first: 1 byte below 128, 10 for negative numbers. */
    public BytesWriter writeUnsigned(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            writeByte((int) (rest | 0x80));
            rest >>>= 7;
        }
        return writeByte((int) rest);
    }

    /** As {@link #writeUnsigned}, short for numbers near zero on both sides. */
    public BytesWriter writeSigned(long value) {
        return writeUnsigned((value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    public BytesWriter writeRaw(byte[] value) {
        int at = reserve(value.length);
        System.arraycopy(value, 0, bytes, at, value.length);
        return this;
    }

    /** The length, then the bytes. */
    public BytesWriter writeBytes(byte[] value) {
        return writeUnsigned(value.length).writeRaw(value);
    }

    /** The length in UTF-8, then the bytes. */
    public BytesWriter writeString(String value) {
        return writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** An empty one for a part whose length must stand before it. */
    BytesWriter inner() {
        BytesWriter inner = new BytesWriter();
        inner.depth = depth + 1;
        if (inner.depth > DEPTH_MAX) {
            throw new CodecException("a value is nested more than " + DEPTH_MAX + " deep");
        }
        return inner;
    }

    BytesWriter writeInner(BytesWriter inner) {
        writeUnsigned(inner.size);
        int at = reserve(inner.size);
        System.arraycopy(inner.bytes, 0, bytes, at, inner.size);
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
