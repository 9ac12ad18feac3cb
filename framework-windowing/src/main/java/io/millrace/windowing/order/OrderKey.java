package io.millrace.windowing.order;

import io.millrace.state.codec.CodecException;
import java.nio.ByteBuffer;

/**
 * A record's place in event-time order. Depends on the record alone, never on its arrival.
 *
 * @param time event time in milliseconds
 * @param priority of its input; smaller comes first
 * @param tie the {@code @TieBreak} value; 0 without one
 * @param sourcePartition partition of the first topic on the record's way through re-keying
 * @param sourceOffset offset there
 * @param path tells apart what one source record led to, see {@link Origin}
 */
public record OrderKey(long time, int priority, long tie, int sourcePartition, long sourceOffset, long path)
        implements Comparable<OrderKey> {
    /** Size in binary form: fits into the commit's metadata beside everything else. */
    public static final int BYTES = 8 + 4 + 8 + 4 + 8 + 8;

    /** Not above any key. */
    public static final OrderKey MIN = before(Long.MIN_VALUE);

    /** Below every record of that time, and above every earlier one. */
    public static OrderKey before(long time) {
        return new OrderKey(time, Integer.MIN_VALUE, Long.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    @Override
    public int compareTo(OrderKey other) {
        int order = Long.compare(time, other.time);
        order = order != 0 ? order : Integer.compare(priority, other.priority);
        order = order != 0 ? order : Long.compare(tie, other.tie);
        order = order != 0 ? order : Integer.compare(sourcePartition, other.sourcePartition);
        order = order != 0 ? order : Long.compare(sourceOffset, other.sourceOffset);
        return order != 0 ? order : Long.compare(path, other.path);
    }

    /** Appends {@value #BYTES} bytes. */
    public void write(ByteBuffer out) {
        out.putLong(time).putInt(priority).putLong(tie);
        out.putInt(sourcePartition).putLong(sourceOffset).putLong(path);
    }

    /** Appends {@value #BYTES} bytes whose unsigned order is that of the keys. */
    void writeSorted(ByteBuffer out) {
        out.putLong(time ^ Long.MIN_VALUE).putInt(priority ^ Integer.MIN_VALUE).putLong(tie ^ Long.MIN_VALUE);
        out.putInt(sourcePartition ^ Integer.MIN_VALUE)
                .putLong(sourceOffset ^ Long.MIN_VALUE)
                .putLong(path ^ Long.MIN_VALUE);
    }

    /**
     * Takes {@value #BYTES} bytes.
     *
     * @throws CodecException with MR-0504 if there are fewer
     */
    public static OrderKey read(ByteBuffer in) {
        if (in.remaining() < BYTES) {
            throw new CodecException(
                    "MR-0504 order key cut off: " + in.remaining() + " of " + BYTES + " bytes are left");
        }
        return new OrderKey(in.getLong(), in.getInt(), in.getLong(), in.getInt(), in.getLong(), in.getLong());
    }
}
