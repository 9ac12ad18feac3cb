package io.millrace.kafka;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a member says of itself at a rebalance.
 *
 * @param process members of one process share its disk
 * @param checkpoints by task, how far its state on that disk is
 * @param missingMax with how many changelog records missing it takes a task over
 * @param retires whether its tasks are to go to others, since it is about to leave
 */
record TaskReport(String process, Map<Integer, Long> checkpoints, long missingMax, boolean retires) {
    static final TaskReport NONE = new TaskReport("", Map.of(), Long.MAX_VALUE, false);

    /** At 12 bytes a task. More are left out: stickiness is a matter of speed only. */
    static final int TASKS_MAX = 1_000;

    private static final byte VERSION = 1;
    private static final int PROCESS_BYTES_MAX = 255;

    ByteBuffer write() {
        byte[] name = process.getBytes(StandardCharsets.UTF_8);
        int nameBytes = Math.min(name.length, PROCESS_BYTES_MAX);
        int tasks = Math.min(checkpoints.size(), TASKS_MAX);
        ByteBuffer to = ByteBuffer.allocate(1 + 2 + nameBytes + 4 + tasks * 12 + 8 + 1);
        to.put(VERSION).putShort((short) nameBytes).put(name, 0, nameBytes).putInt(tasks);
        new TreeMap<>(checkpoints).entrySet().stream().limit(tasks).forEach(e -> to.putInt(e.getKey())
                .putLong(e.getValue()));
        return to.putLong(missingMax).put((byte) (retires ? 1 : 0)).flip();
    }

    /** A report that cannot be read is none: one member of another version must not fail everybody's rebalance. */
    static TaskReport read(@Nullable ByteBuffer from) {
        if (from == null) {
            return NONE;
        }
        ByteBuffer in = from.duplicate();
        try {
            if (in.get() != VERSION) {
                return NONE;
            }
            byte[] name = new byte[Math.max(0, in.getShort())];
            in.get(name);
            Map<Integer, Long> checkpoints = new TreeMap<>();
            for (int left = Math.min(in.getInt(), TASKS_MAX); left > 0; left--) {
                checkpoints.put(in.getInt(), in.getLong());
            }
            long missingMax = in.hasRemaining() ? in.getLong() : Long.MAX_VALUE;
            boolean retires = in.hasRemaining() && in.get() == 1;
            return new TaskReport(new String(name, StandardCharsets.UTF_8), checkpoints, missingMax, retires);
        } catch (BufferUnderflowException e) {
            return NONE;
        }
    }

    /** How far its state of a task is; 0 if it has none. */
    long checkpoint(int task) {
        return checkpoints.getOrDefault(task, 0L);
    }
}
