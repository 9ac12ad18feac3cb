package io.millrace.engine;

import io.millrace.port.CommittedOffset;
import io.millrace.port.Partition;
import io.millrace.windowing.order.OrderBuffer;
import io.millrace.windowing.order.OrderKey;
import io.millrace.windowing.watermark.TaskWatermark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A task's input partitions: how far each was read, and the watermark that follows from all of them. */
final class TaskInputs {
    private final int task;
    private final List<InputPartition> all = new ArrayList<>();
    private TaskWatermark watermark;

    TaskInputs(int task, ListenerPlan plan) {
        this.task = task;
        plan.inputs().forEach(input -> all.add(new InputPartition(input, task)));
        this.watermark = new TaskWatermark(all.size());
    }

    List<InputPartition> all() {
        return all;
    }

    InputPartition of(Partition partition) {
        for (InputPartition input : all) {
            if (input.partition().equals(partition)) {
                return input;
            }
        }
        throw new IllegalArgumentException("not an input of task " + task + ": " + partition);
    }

    TaskWatermark watermark() {
        return watermark;
    }

    /** Goes (back) to what was committed; the place in event-time order up to which everything was handled. */
    OrderKey restore(Map<Partition, CommittedOffset> committed, TaskState state) {
        watermark = new TaskWatermark(all.size());
        OrderKey released = OrderKey.MIN;
        for (InputPartition input : all) {
            CommittedOffset offset = committed.get(input.partition());
            CommitNote note = CommitNote.isOurs(offset) ? CommitNote.of(offset) : null;
            input.restore(offset, note, state);
            if (note != null) {
                watermark.restore(note.taskWatermark());
                released = released.orLater(note.released());
            }
        }
        return released;
    }

    /** Whether records that were read before the last restart are still to be read again. */
    boolean rereading() {
        for (InputPartition input : all) {
            if (input.rereading()) {
                return true;
            }
        }
        return false;
    }

    /** Whether something was read that was not taken yet. */
    boolean anyRead() {
        for (InputPartition input : all) {
            if (input.first() != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Moves the task's watermark to the least of its inputs.
     *
     * @return whether it moved by what a restart would not find again by itself, as it does a clock
     */
    boolean advance(long nowMs, Predicate<Partition> atLogEnd) {
        boolean clocked = false;
        for (InputPartition input : all) {
            clocked |= input.plan().clocked();
            input.tick(nowMs);
            boolean end = input.mayIdle() && atLogEnd.test(input.partition());
            watermark.set(input.plan().index(), input.watermark(), input.status(nowMs, end));
        }
        long before = watermark.current();
        return watermark.advance() != before && !clocked;
    }

    /** The same behind a record of one of them; whether it moved. */
    boolean advance(InputPartition input) {
        long before = watermark.current();
        watermark.set(input.plan().index(), input.watermark(), input.statusWithData());
        return watermark.advance() != before;
    }

    /** Where each input stands, with everything a restart needs beside it. */
    Map<Partition, CommittedOffset> notes(long position, @Nullable OrderBuffer<?> waiting, OrderKey released) {
        Map<Partition, CommittedOffset> notes = new HashMap<>();
        for (InputPartition input : all) {
            long oldest =
                    waiting == null ? -1 : waiting.oldestOffset(input.plan().index());
            notes.put(input.partition(), input.note(position, oldest, watermark.current(), released));
        }
        return notes;
    }
}
