package io.millrace.state;

import java.nio.ByteBuffer;

/** Unsigned numbers of 1 to 5 bytes, seven bits each, lowest first. */
final class Varint {
    private Varint() {}

    static int size(int value) {
        return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7);
    }

    static void write(ByteBuffer out, int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    /** Returns -1 if the bytes end or go on for too long. */
    static int read(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE && in.hasRemaining(); shift += 7) {
            byte next = in.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        return -1;
    }
}
