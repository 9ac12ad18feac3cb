package io.millrace.state.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link BytesWriter} wrote. Whatever the bytes: {@link CodecException} and nothing else, and never more
 * memory than a small multiple of their length. Not thread-safe.
 */
public final class BytesReader {
    private static final int DEPTH_MAX = 100;

    private final byte[] bytes;
    private final int end;
    private final int depth;
    private int at;

    public BytesReader(byte[] bytes) {
        this(bytes, 0, bytes.length, 0);
    }

    private BytesReader(byte[] bytes, int from, int end, int depth) {
        this.bytes = bytes;
        this.end = end;
        this.depth = depth;
        at = from;
    }

    /** One for the next {@code length} bytes, which are skipped here. */
    BytesReader inner(int length) {
        if (depth == DEPTH_MAX) {
            throw new CodecException("the bytes are nested more than " + DEPTH_MAX + " deep");
        }
        int from = take(length);
        return new BytesReader(bytes, from, at, depth + 1);
    }

    private int take(int length) {
        int from = at;
        if (length < 0 || length > end - from) {
            throw new CodecException("the bytes end too early");
        }
        at += length;
        return from;
    }

    public int left() {
        return end - at;
    }

    public byte readByte() {
        return bytes[take(1)];
    }

    /** Skips these two bytes if they are the next. */
    boolean skip(int first, int second) {
        boolean next = left() >= 2 && bytes[at] == (byte) first && bytes[at + 1] == (byte) second;
        at += next ? 2 : 0;
        return next;
    }

    public long readFixed() {
        long value = 0;
        for (int from = take(Long.BYTES); from < at; from++) {
            value = value << Byte.SIZE | bytes[from] & 0xff;
        }
        return value;
    }

    public int readFixedInt() {
        int value = 0;
        for (int from = take(Integer.BYTES); from < at; from++) {
            value = value << Byte.SIZE | bytes[from] & 0xff;
        }
        return value;
    }

    public long readUnsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = readByte();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new CodecException("a number is too long");
    }

    public long readSigned() {
        long value = readUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    public int readInt() {
        long value = readSigned();
        if ((int) value != value) {
            throw new CodecException("a number is out of range");
        }
        return (int) value;
    }

    /** A number of things of which each takes at least one byte: no more than bytes are left. */
    public int readCount() {
        long count = readUnsigned();
        if (count < 0 || count > left()) {
            throw new CodecException("a length is beyond the end");
        }
        return (int) count;
    }

    public byte[] readRaw(int length) {
        int from = take(length);
        return Arrays.copyOfRange(bytes, from, at);
    }

    public byte[] readBytes() {
        return readRaw(readCount());
    }

    public String readString() {
        int length = readCount();
        return new String(bytes, take(length), length, StandardCharsets.UTF_8);
    }

    /** Fails unless everything was read. */
    public void end() {
        if (at != end) {
            throw new CodecException(left() + " bytes too many");
        }
    }
}
