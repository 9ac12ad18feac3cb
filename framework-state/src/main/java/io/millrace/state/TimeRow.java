package io.millrace.state;

import io.millrace.state.TimeRule.Domain;
import java.nio.ByteBuffer;

/** A row of {@link Family#TIMES}: domain (1 byte), time (8 bytes, ordered also below zero), the entry's name. */
record TimeRow(Domain domain, long time, EntryKey entry) {
    /** Rows say all in their key. */
    static final byte[] VALUE = {};

    private static final int HEAD = 1 + Long.BYTES;

    static byte[] encode(Domain domain, long time, byte[] entry) {
        return ByteBuffer.allocate(HEAD + entry.length)
                .put((byte) domain.ordinal())
                .putLong(time ^ Long.MIN_VALUE)
                .put(entry)
                .array();
    }

    static byte[] firstOf(Domain domain) {
        return new byte[] {(byte) domain.ordinal()};
    }

    static byte[] endOf(Domain domain) {
        return new byte[] {(byte) (domain.ordinal() + 1)};
    }

    static long timeOf(byte[] row) {
        if (row.length < HEAD) {
            throw new StoreException(
                    "MR-0402 a time row is too short; the store must be rebuilt from its changelog", true, null);
        }
        return ByteBuffer.wrap(row, 1, Long.BYTES).getLong() ^ Long.MIN_VALUE;
    }

    static TimeRow parse(byte[] row) {
        return new TimeRow(Domain.values()[row[0]], timeOf(row), EntryKey.parse(row, HEAD));
    }
}
