package io.millrace.windowing.watermark;

import static io.millrace.windowing.watermark.InputStatus.ACTIVE;
import static io.millrace.windowing.watermark.InputStatus.ENDED;
import static io.millrace.windowing.watermark.InputStatus.IDLE;
import static io.millrace.windowing.watermark.Watermarks.END;
import static io.millrace.windowing.watermark.Watermarks.NONE;

import java.util.Arrays;

/**
 * The watermark of a task: the minimum over its inputs that are not idle. It never goes back.
 *
 * <p>All idle: the maximum over them, otherwise the result would depend on the order in which they fell idle. An input that
 * comes back behind the task holds the task where it is until it has caught up. The task is at
 * {@link Watermarks#END} only when every input has ended: while another is merely idle, its next record must still find
 * event time open.
 */
public final class TaskWatermark {
    private final long[] watermarks;
    private final InputStatus[] statuses;
    private long current = NONE;

    public TaskWatermark(int inputs) {
        watermarks = new long[inputs];
        statuses = new InputStatus[inputs];
        Arrays.fill(watermarks, NONE);
        Arrays.fill(statuses, ACTIVE);
    }

    /** What an input says. Takes effect with the next {@link #advance}; an input's own watermark never goes back. */
    public void set(int input, long watermark, InputStatus status) {
        statuses[input] = status;
        // What an ended input said last still counts when all others are idle, so its END must not replace it.
        if (status != ENDED || watermark != END) {
            watermarks[input] = Math.max(watermarks[input], watermark);
        }
    }

    /** Combines what the inputs have said; returns {@link #current}. */
    public long advance() {
        current = Math.max(current, combined());
        return current;
    }

    public long current() {
        return current;
    }

    /** Continues where an earlier owner stood: the task is never below {@code committed}. */
    public void restore(long committed) {
        current = Math.max(current, committed);
    }

    /** Whether all inputs are idle (or have ended, but not all of them): downstream need not wait for this task. */
    public boolean idle() {
        return has(IDLE) && !has(ACTIVE);
    }

    /**
     * Whether the input has run ahead: the task waits for others, so this one can be left unread for a while. Never true
     * of one that holds the task back, nor of one that is idle: unread, it could not come back in time, and what then
     * lies in it would be late.
     */
    public boolean isAhead(int input) {
        return statuses[input] == ACTIVE && watermarks[input] > current;
    }

    private long combined() {
        if (has(ACTIVE)) {
            return lowestActive();
        }
        if (has(IDLE)) {
            return Arrays.stream(watermarks).max().orElse(NONE);
        }
        return watermarks.length == 0 ? NONE : END;
    }

    private long lowestActive() {
        long lowest = END;
        for (int i = 0; i < watermarks.length; i++) {
            if (statuses[i] == ACTIVE) {
                lowest = Math.min(lowest, watermarks[i]);
            }
        }
        return lowest;
    }

    private boolean has(InputStatus status) {
        for (InputStatus each : statuses) {
            if (each == status) {
                return true;
            }
        }
        return false;
    }
}
