package io.millrace.benchmarks.workload;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What W3 keeps of a window's records. */
public record Sum(long records, long total) {

    public static final Sum NONE = new Sum(0, 0);

    /**
     * With one more record.
     *
     * @param soFar null if it is the first
     * @param value of the record
     */
    public static Sum add(@Nullable Sum soFar, byte[] value) {
        Sum sum = soFar == null ? NONE : soFar;
        return new Sum(sum.records + 1, sum.total + ReadModifyWrite.amount(value));
    }

    public Sum plus(Sum other) {
        return new Sum(records + other.records, total + other.total);
    }

    /** The result of a window that begins at that time: the value of an output. */
    public byte[] result(long start) {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(start)
                .putLong(records)
                .putLong(total)
                .array();
    }

    public byte[] encode() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(records)
                .putLong(total)
                .array();
    }

    public static Sum decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Sum(in.getLong(), in.getLong());
    }
}
