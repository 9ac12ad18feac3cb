package io.millrace.windowing.order;

import io.millrace.state.codec.CodecException;
import java.nio.ByteBuffer;

/**
 * Where a re-keyed record comes from: the record of the first topic, and which of its descendants this is.
 *
 * @param partition of the first topic
 * @param offset there
 * @param path 0 for the record itself; each re-keying appends 16 bits, the position among what one handler call sent
 */
public record Origin(int partition, long offset, long path) {
    /** The header that carries it through re-keyed topics. */
    public static final String HEADER = "millrace.src";

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + 4 + 8 + 8;
    private static final int SEQ_BITS = 16;

    public Origin {
        if (partition < 0 || offset < 0 || path < 0) {
            throw new IllegalArgumentException(
                    "MR-0505 no origin has partition " + partition + ", offset " + offset + ", path " + path);
        }
    }

    /**
     * The origin of a record that was sent while this one was handled.
     *
     * @param seq its position among what that call sent, from 0 to 65,535
     * @throws IllegalStateException with MR-0505 beyond that, or when the chain of re-keyings is too long to number
     */
    public Origin child(int seq) {
        if (seq >>> SEQ_BITS != 0) {
            throw new IllegalStateException("MR-0505 one handler call may send " + (1 << SEQ_BITS)
                    + " re-keyed records at most; send fewer per record, or give the input a @TieBreak");
        }
        if (path >>> (Long.SIZE - 1 - SEQ_BITS) != 0) {
            throw new IllegalStateException("MR-0505 re-keyed too many times in a row to keep an order of ties");
        }
        return new Origin(partition, offset, path << SEQ_BITS | seq);
    }

    /** The header's bytes. */
    public byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putInt(partition)
                .putLong(offset)
                .putLong(path)
                .array();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws CodecException with MR-0505 if the bytes are no origin
     */
    public static Origin decode(byte[] bytes) {
        if (bytes.length != BYTES || bytes[0] != VERSION) {
            throw new CodecException("MR-0505 header " + HEADER + " has " + bytes.length + " bytes"
                    + (bytes.length == 0 ? "" : ", version " + bytes[0]) + "; expected " + BYTES + ", version 1");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        try {
            return new Origin(in.getInt(), in.getLong(), in.getLong());
        } catch (IllegalArgumentException e) {
            throw new CodecException(String.valueOf(e.getMessage()), e);
        }
    }
}
