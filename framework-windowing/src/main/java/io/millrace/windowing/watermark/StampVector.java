package io.millrace.windowing.watermark;

import static io.millrace.windowing.watermark.InputStatus.ACTIVE;
import static io.millrace.windowing.watermark.InputStatus.ENDED;
import static io.millrace.windowing.watermark.InputStatus.IDLE;
import static io.millrace.windowing.watermark.Watermarks.END;
import static io.millrace.windowing.watermark.Watermarks.NONE;

import io.millrace.state.codec.CodecException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a consuming task knows of all producing tasks behind one re-keyed input; the input's watermark follows from it.
 *
 * <p>Minimum over the active producers. One that has never spoken counts as active and at minus infinity: silence is never
 * idleness here. All idle: the highest known. Ended counts as plus infinity. Neither a producer's watermark nor the input's
 * goes back. Kept as state of the task, so that a restart continues with the same knowledge.
 */
public final class StampVector {
    private static final byte VERSION = 1;
    private static final byte UNKNOWN = (byte) InputStatus.values().length;

    private long[] watermarks = {};
    private @Nullable InputStatus[] statuses = {};
    private long watermark = NONE;
    private boolean changed;

    /**
     * Takes a stamp as told. Stamps must be handed over in the order of the log: then those of one task are in order too,
     * also across moves, because a new owner starts after the old one's last commit. The number of tasks is the newest
     * stamp's; what was known of tasks beyond it is forgotten.
     */
    public void accept(Stamp stamp) {
        if (stamp.tasks() != watermarks.length) {
            resize(stamp.tasks());
        }
        for (Stamp.TaskStamp entry : stamp.entries()) {
            int task = entry.task();
            long next = ended(entry) ? watermarks[task] : Math.max(watermarks[task], entry.watermark());
            changed |= next != watermarks[task] || entry.status() != statuses[task];
            watermarks[task] = next;
            statuses[task] = entry.status();
        }
        if (changed) {
            watermark = Math.max(watermark, combined());
        }
    }

    /** The input's watermark; {@link Watermarks#NONE} until every producer has spoken. */
    public long watermark() {
        return watermark;
    }

    /** Active unless every producer is idle or has ended; ended when all have. */
    public InputStatus status() {
        if (watermarks.length == 0 || has(ACTIVE) || has(null)) {
            return ACTIVE;
        }
        return has(IDLE) ? IDLE : ENDED;
    }

    /** The active producer that holds the watermark back, the first of several; -1 if none does. */
    public int slowestTask() {
        int slowest = -1;
        for (int task = 0; task < watermarks.length; task++) {
            if (waitedFor(task) && (slowest < 0 || watermarks[task] < watermarks[slowest])) {
                slowest = task;
            }
        }
        return slowest;
    }

    /** Whether a stamp has brought anything new since the last {@link #encode}. */
    public boolean changed() {
        return changed;
    }

    /** The state entry's bytes; from then on nothing is {@link #changed}. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(1 + 8 + 4 + watermarks.length * 9);
        out.put(VERSION).putLong(watermark).putInt(watermarks.length);
        for (int task = 0; task < watermarks.length; task++) {
            InputStatus status = statuses[task];
            out.put(status == null ? UNKNOWN : (byte) status.ordinal()).putLong(watermarks[task]);
        }
        changed = false;
        return out.array();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws CodecException with MR-0503 if the bytes are damaged or of a version not known here
     */
    public static StampVector decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new CodecException("MR-0503 watermark vector of version " + version + ", known: " + VERSION);
            }
            StampVector vector = new StampVector();
            vector.watermark = in.getLong();
            int tasks = in.getInt();
            if (tasks < 0 || tasks > Stamp.TASKS_MAX || in.remaining() != tasks * 9) {
                throw new CodecException(
                        "MR-0503 watermark vector of " + tasks + " tasks in " + bytes.length + " bytes");
            }
            vector.resize(tasks);
            vector.changed = false;
            for (int task = 0; task < tasks; task++) {
                vector.statuses[task] = status(in.get());
                vector.watermarks[task] = in.getLong();
            }
            return vector;
        } catch (BufferUnderflowException e) {
            throw new CodecException("MR-0503 watermark vector cut off after " + bytes.length + " bytes", e);
        }
    }

    private static @Nullable InputStatus status(byte code) {
        InputStatus status = InputStatus.of(code);
        if (status == null && code != UNKNOWN) {
            throw new CodecException("MR-0503 watermark vector with an unknown status: " + code);
        }
        return status;
    }

    private void resize(int tasks) {
        int known = watermarks.length;
        watermarks = Arrays.copyOf(watermarks, tasks);
        statuses = Arrays.copyOf(statuses, tasks);
        if (tasks > known) {
            Arrays.fill(watermarks, known, tasks, NONE);
        }
        changed = true;
    }

    private long combined() {
        int slowest = slowestTask();
        if (slowest >= 0) {
            return watermarks[slowest];
        }
        return has(IDLE) ? Arrays.stream(watermarks).max().orElse(NONE) : END;
    }

    /** What an ended producer said last still counts when all others are idle, so END must not replace it. */
    private static boolean ended(Stamp.TaskStamp entry) {
        return entry.status() == ENDED && entry.watermark() == END;
    }

    private boolean waitedFor(int task) {
        return statuses[task] == null || statuses[task] == ACTIVE;
    }

    private boolean has(@Nullable InputStatus status) {
        for (InputStatus each : statuses) {
            if (each == status) {
                return true;
            }
        }
        return false;
    }
}
