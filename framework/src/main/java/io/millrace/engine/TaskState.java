package io.millrace.engine;

import io.millrace.fault.FaultException;
import io.millrace.port.Events;
import io.millrace.port.Headers;
import io.millrace.spi.Binding;
import io.millrace.state.ChangeSink;
import io.millrace.state.Checkpoint;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;
import io.millrace.state.TaskStore;
import io.millrace.state.TimeRule.Domain;
import io.millrace.windowing.watermark.StampVector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task's state and the handler that works on it: one call, kept whole or undone whole. */
final class TaskState {
    /** A read of the store costs so many look-ups in the buffer. */
    private static final int HITS_PER_MISS = 32;

    /** What belongs to the task and to no key stands under the empty key. */
    private static final byte[] NO_KEY = {};

    private final int task;
    private final Events events;
    private final ListenerPlan plan;
    private final Binding binding;
    private final TaskStore store;
    private final StoreLayout layout;
    private final StateBuffer buffer;
    private final CallContext call;
    private final Outbox outbox = new Outbox();
    private final Object handler;
    private long missedBefore;
    private long handledBefore;
    private boolean committedBefore;

    TaskState(int task, ListenerPlan plan, Ports ports, StoreLayout layout, TaskStore store) {
        this.task = task;
        this.events = ports.events();
        this.plan = plan;
        this.binding = plan.binding();
        this.store = store;
        this.layout = layout;
        this.buffer = new StateBuffer(store, layout.specs(), plan.settings().bufferEntriesMax());
        this.call = new CallContext(task, ports.clock());
        this.handler = ports.handlers().create(binding, layout.handles(buffer, call, outbox));
    }

    /** Calls the handler for a record. Null: all of it is kept; otherwise why nothing of it is. */
    @Nullable
    Throwable call(Taken taken, long watermark, Transaction transaction, boolean careful) {
        buffer.select(taken.keyBytes());
        call.enterRecord(taken, watermark);
        try {
            binding.onRecord(handler, taken.input().index(), taken.key(), taken.body(), call);
            keep(transaction, careful);
            return null;
        } catch (Throwable e) {
            return undone(e);
        } finally {
            call.leave();
        }
    }

    /** Takes a due timer out of the state and calls its handler, as one. */
    @Nullable
    Throwable fire(DueEntry due, long watermark, Transaction transaction, boolean careful) {
        int timer = layout.timer(due.store());
        buffer.select(due.key());
        try {
            buffer.put(due.store(), due.entryKey(), null);
            Object key = plan.keys().read(plan.changelog(), due.key(), Headers.NONE);
            call.enterTimer(due.key(), timer, layout.timerId(timer, due.entryKey()), due.time(), watermark);
            binding.onTimer(handler, timer, key, call);
            keep(transaction, careful);
            return null;
        } catch (Throwable e) {
            return undone(e);
        } finally {
            call.leave();
        }
    }

    /** What a handler throws is its own affair, errors included; only a broken machine is not. */
    private Throwable undone(Throwable thrown) {
        buffer.undo();
        outbox.undo();
        if (thrown instanceof VirtualMachineError broken && !(thrown instanceof StackOverflowError)) {
            throw broken;
        }
        if (thrown instanceof FaultException refused) {
            throw refused; // an append failed: what the handler sent is in the transaction in part
        }
        return thrown;
    }

    private void keep(Transaction transaction, boolean careful) {
        if (careful) {
            buffer.checkEncodable();
        }
        buffer.keep();
        outbox.keep(transaction);
    }

    /** Takes a timer out without calling anybody; does nothing without one. */
    void discard(@Nullable DueEntry due) {
        if (due != null) {
            buffer.select(due.key());
            buffer.put(due.store(), due.entryKey(), null);
            buffer.keep();
        }
    }

    @Nullable
    DueEntry nextTimer(Domain domain, long before) {
        return buffer.nextDue(domain, before);
    }

    String timerName(DueEntry due) {
        return plan.model().timers().get(layout.timer(due.store())).name();
    }

    /**
     * Reads what the records of a batch will ask for, with one look into the store. Where the last batch missed next to
     * nothing, looking each key up twice would cost more than it saves.
     */
    void prefetch(InputPartition input) {
        int waiting = input.waiting();
        if (waiting == 0) {
            return;
        }
        long missed = buffer.misses() - missedBefore;
        missedBefore = buffer.misses();
        if (missed * HITS_PER_MISS < handledBefore) {
            handledBefore = waiting;
            return;
        }
        handledBefore = waiting;
        List<byte[]> keys = new ArrayList<>(waiting);
        input.forEachKey(keys::add);
        buffer.prefetch(keys);
    }

    StampVector readStamps(InputPlan input) {
        buffer.select(NO_KEY);
        Object stored = buffer.get(StoreLayout.INPUTS, StoreLayout.stampsKey(input));
        return stored instanceof byte[] bytes ? StampVector.decode(bytes) : new StampVector();
    }

    /** Whether state was made from a topic of this name that is not the one of today. */
    boolean knowsAnother(InputPlan input) {
        buffer.select(NO_KEY);
        Object stored = buffer.get(StoreLayout.INPUTS, StoreLayout.topicIdKey(input));
        return input.topicId() != 0
                && stored instanceof byte[] bytes
                && ByteBuffer.wrap(bytes).getLong() != input.topicId();
    }

    /** Keeps which topic state is made from; an offset alone does not tell it from one made anew. */
    void noteTopic(InputPlan input) {
        if (input.topicId() == 0) {
            return;
        }
        buffer.select(NO_KEY);
        byte[] key = StoreLayout.topicIdKey(input);
        if (buffer.get(StoreLayout.INPUTS, key) == null) {
            byte[] id = ByteBuffer.allocate(Long.BYTES).putLong(input.topicId()).array();
            buffer.put(StoreLayout.INPUTS, key, id);
            buffer.keep();
        }
    }

    void writeStamps(InputPlan input, StampVector stamps) {
        if (stamps.changed()) {
            buffer.select(NO_KEY);
            buffer.put(StoreLayout.INPUTS, StoreLayout.stampsKey(input), stamps.encode());
            buffer.keep();
        }
    }

    void freeze(ChangeSink sink) {
        buffer.freeze(sink);
    }

    void committed(Checkpoint checkpoint) {
        buffer.committed(checkpoint);
        if (!committedBefore) {
            committedBefore = true;
            events.firstCommitted(task);
        }
    }

    void rollback() {
        outbox.undo();
        buffer.rollback();
    }

    boolean full() {
        return buffer.full();
    }

    void close() {
        store.close();
    }
}
