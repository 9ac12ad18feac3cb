package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.CommittedOffset;
import io.millrace.windowing.order.OrderKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * What stands in the metadata of a committed offset, so that a restart goes on exactly where the commit was.
 *
 * @param changelog the task's changelog position after this commit (P)
 * @param next the next offset to read (H); the committed offset itself is the oldest record not yet handled (C)
 * @param watermark the partition's watermark
 * @param end the offset of the partition's end-of-input mark, -1 before it
 * @param taskWatermark the watermark that the task had reached
 * @param released everything up to this place in event-time order was handled (R)
 */
public record CommitNote(long changelog, long next, long watermark, long end, long taskWatermark, OrderKey released) {
    private static final byte VERSION = 1;
    private static final int BYTES = 1 + 5 * Long.BYTES + OrderKey.BYTES;

    /** The offset together with this note. */
    public CommittedOffset at(long offset) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.put(VERSION)
                .putLong(changelog)
                .putLong(next)
                .putLong(watermark)
                .putLong(end)
                .putLong(taskWatermark);
        released.write(bytes);
        return new CommittedOffset(offset, Base64.getEncoder().withoutPadding().encodeToString(bytes.array()));
    }

    /** Whether the metadata was written by us, in whatever version. */
    public static boolean isOurs(CommittedOffset offset) {
        try {
            byte[] bytes = Base64.getDecoder().decode(offset.metadata());
            return bytes.length == BYTES && bytes[0] == VERSION;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Reads it.
     *
     * @throws FaultException MR-0380 if the metadata was not written by us
     */
    public static CommitNote of(CommittedOffset offset) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(offset.metadata()));
            bytes.get();
            return new CommitNote(
                    bytes.getLong(),
                    bytes.getLong(),
                    bytes.getLong(),
                    bytes.getLong(),
                    bytes.getLong(),
                    OrderKey.read(bytes));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new FaultException(new Fault.Bug("MR-0380", "committed offset metadata cannot be read", e));
        }
    }
}
