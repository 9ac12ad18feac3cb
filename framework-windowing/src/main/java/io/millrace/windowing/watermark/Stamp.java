package io.millrace.windowing.watermark;

import io.millrace.state.codec.CodecException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker says in band, on every partition of a re-keyed topic, about the event time of its tasks.
 *
 * <p>It stands behind the data it covers, in the same transaction: who has read it has read everything its tasks sent with
 * time below their watermarks.
 *
 * @param listener the producing listener
 * @param tasks how many tasks that listener has in all, at most {@value #TASKS_MAX}
 * @param entries those that this worker speaks for
 */
public record Stamp(String listener, int tasks, List<TaskStamp> entries) {
    /** The header that carries a stamp: on a record of its own with null key and null value, or on the last one it covers. */
    public static final String HEADER = "millrace.wm";

    /** A producing task travels as two bytes. */
    public static final int TASKS_MAX = 1 << 16;

    private static final byte VERSION = 1;
    private static final int NAME_BYTES_MAX = 255;
    private static final int ENTRY_BYTES = 2 + 1 + 8;

    /** One producing task's watermark and status. */
    public record TaskStamp(int task, long watermark, InputStatus status) {}

    public Stamp {
        entries = List.copyOf(entries);
        if (tasks < 1 || tasks > TASKS_MAX) {
            throw new IllegalArgumentException("MR-0502 a stamp of " + tasks + " tasks; allowed: 1.." + TASKS_MAX);
        }
        for (TaskStamp entry : entries) {
            if (entry.task < 0 || entry.task >= tasks) {
                throw new IllegalArgumentException("MR-0502 a stamp for task " + entry.task + " of " + tasks);
            }
        }
    }

    /** Version byte, name, number of tasks, then eleven bytes per entry. */
    public byte[] encode() {
        byte[] name = listener.getBytes(StandardCharsets.UTF_8);
        if (name.length > NAME_BYTES_MAX) {
            throw new CodecException("MR-0502 the listener's name is longer than " + NAME_BYTES_MAX + " bytes");
        }
        ByteBuffer out = ByteBuffer.allocate(2 + name.length + 4 + entries.size() * ENTRY_BYTES);
        out.put(VERSION).put((byte) name.length).put(name).putInt(tasks);
        for (TaskStamp entry : entries) {
            out.putShort((short) entry.task).put((byte) entry.status.ordinal()).putLong(entry.watermark);
        }
        return out.array();
    }

    /**
     * Reads what {@link #encode} wrote; allocates in proportion to the bytes, whatever they claim.
     *
     * @throws CodecException with MR-0502 if the bytes are no stamp or of a version not known here
     */
    public static Stamp decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new CodecException("MR-0502 watermark stamp of version " + version
                        + ", known: 1; update this service before the one that feeds it");
            }
            byte[] name = new byte[Byte.toUnsignedInt(in.get())];
            in.get(name);
            int tasks = in.getInt();
            if (in.remaining() % ENTRY_BYTES != 0) {
                throw new CodecException("MR-0502 watermark stamp of " + bytes.length + " bytes ends in mid-entry");
            }
            return new Stamp(new String(name, StandardCharsets.UTF_8), tasks, entries(in));
        } catch (BufferUnderflowException e) {
            throw new CodecException("MR-0502 watermark stamp cut off after " + bytes.length + " bytes", e);
        } catch (IllegalArgumentException e) {
            throw new CodecException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<TaskStamp> entries(ByteBuffer in) {
        List<TaskStamp> entries = new ArrayList<>(in.remaining() / ENTRY_BYTES);
        while (in.hasRemaining()) {
            int task = Short.toUnsignedInt(in.getShort());
            InputStatus status = InputStatus.of(in.get());
            if (status == null) {
                throw new CodecException("MR-0502 watermark stamp with an unknown status for task " + task);
            }
            entries.add(new TaskStamp(task, in.getLong(), status));
        }
        return entries;
    }
}
