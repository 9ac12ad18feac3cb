package io.millrace.engine;

import io.millrace.fault.FaultException;
import io.millrace.port.Events;
import io.millrace.port.Headers;
import io.millrace.port.OutputRecord;
import io.millrace.spi.Binding;
import io.millrace.state.ChangeSink;
import io.millrace.state.Checkpoint;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreException;
import io.millrace.state.StoreSpec;
import io.millrace.state.TaskStore;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.handle.Sweep;
import io.millrace.windowing.watermark.LearnedDisorder;
import io.millrace.windowing.watermark.StampVector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final Catalog catalog;
    private final DroppedStores dropped;
    private final StateBuffer buffer;
    private final CallContext call;
    private final Map<Integer, Sweep> sweeps;
    private final Outbox outbox = new Outbox();
    private final Letters letters;
    private final HandlerFactory handlers;
    private final Object handler;
    private final @Nullable TaskWindows windows;
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
        this.catalog = layout.catalog(store);
        List<StoreSpec> stores = new ArrayList<>(layout.specs());
        stores.addAll(DroppedStores.specs(catalog));
        this.buffer = new StateBuffer(
                store,
                stores,
                plan.settings().bufferEntriesMax(),
                plan.settings().recordBytesMax());
        int first = layout.specs().size();
        this.dropped = new DroppedStores(catalog, store, buffer, StoreLayout.CATALOG, first);
        this.call = new CallContext(task, ports.clock());
        this.sweeps = layout.sweeps(buffer, call);
        this.handlers = ports.handlers();
        this.handler = handlers.create(binding, layout.handles(buffer, call, outbox));
        this.letters = new Letters(plan, task);
        this.windows =
                plan.model().windows().isEmpty() ? null : new TaskWindows(plan, layout, buffer, call, outbox, handler);
    }

    /** Puts the stores down in the state, to be committed with what comes next. */
    void declareStores() {
        catalog.write(buffer, StoreLayout.CATALOG);
    }

    /** Deletes some of what stores that the listener does not have any more left; returns how much. */
    int deleteDropped(int most) {
        return dropped.delete(most);
    }

    boolean isDropping() {
        return dropped.left();
    }

    /**
     * Calls the handler for a record. Null: all of it is kept; otherwise why nothing of it is.
     *
     * @param passed the time before which nothing is expected any more where the record was read
     */
    @Nullable
    Throwable call(Taken taken, long watermark, long passed, Transaction transaction, boolean careful) {
        buffer.select(taken.keyBytes());
        call.enterRecord(taken, watermark, passed);
        try {
            int input = taken.input().index();
            Object body = taken.body();
            if (body != null && plan.model().inputs().get(input).valid()) {
                handlers.validate(body);
            }
            binding.onRecord(handler, input, taken.key(), body, call);
            if (windows != null) {
                windows.add(taken, watermark);
            }
            keep(transaction, careful);
            if (windows != null) {
                windows.reportLate(events);
            }
            return null;
        } catch (StoreException e) {
            throw e; // the disk's failure, not the handler's
        } catch (Throwable e) {
            return undone(e);
        } finally {
            call.leave();
        }
    }

    /** Takes a due timer or window out of the state and calls its handler, as one. */
    @Nullable
    Throwable fire(DueEntry due, long watermark, Transaction transaction, boolean careful) {
        buffer.select(due.key());
        try {
            Object key = plan.keys().read(plan.changelog(), due.key(), Headers.NONE);
            if (windows != null && layout.isWindow(due.store())) {
                windows.fire(due, key, watermark);
            } else {
                int timer = layout.timer(due.store());
                buffer.put(due.store(), due.entryKey(), null);
                boolean eventTime = plan.model().timers().get(timer).eventTime();
                call.enterTimer(due, timer, layout.timerId(timer, due.entryKey()), eventTime, watermark);
                binding.onTimer(handler, timer, key, call);
            }
            keep(transaction, careful);
            return null;
        } catch (StoreException e) {
            throw e; // the disk's failure, not the handler's
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

    /** Takes a timer or window out without calling anybody; the letter tells what was not done. */
    OutputRecord giveUp(DueEntry due, Throwable error, int attempts) {
        buffer.select(due.key());
        OutputRecord letter;
        if (windows != null && layout.isWindow(due.store())) {
            letter = letters.window(windows.lose(due), due.key(), due.time(), error, attempts);
        } else {
            String name = plan.model().timers().get(layout.timer(due.store())).name();
            letter = letters.timer(name, due.key(), due.entryKey(), due.time(), error, attempts);
            buffer.put(due.store(), due.entryKey(), null);
        }
        buffer.keep();
        return letter;
    }

    boolean isWindow(DueEntry due) {
        return layout.isWindow(due.store());
    }

    /** As metrics and letters call it. */
    String kindOf(DueEntry due) {
        return isWindow(due) ? "window" : "timer";
    }

    /** The first expiry row before that time, if state expires at all. */
    @Nullable
    DueEntry nextExpiry(long before) {
        return sweeps.isEmpty() ? null : buffer.nextDue(Domain.EXPIRY, before);
    }

    /** Takes out what has expired. */
    void expire(DueEntry due) {
        Sweep sweep = sweeps.get(due.store());
        if (sweep == null) {
            throw new IllegalStateException("nothing expires in the store at " + due.store());
        }
        buffer.select(due.key());
        sweep.sweep(due);
        buffer.keep();
    }

    @Nullable
    DueEntry nextTimer(Domain domain, long before) {
        return buffer.nextDue(domain, before);
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
        byte[] stored = read(StoreLayout.stampsKey(input));
        return stored == null ? new StampVector() : StampVector.decode(stored);
    }

    /** Goes on with what was learned of an input's disorder. */
    void readLearned(InputPlan input, LearnedDisorder disorder) {
        byte[] stored = read(StoreLayout.disorderKey(input));
        if (stored != null) {
            disorder.restore(stored);
        }
    }

    private byte @Nullable [] read(byte[] inputKey) {
        buffer.select(NO_KEY);
        return buffer.get(StoreLayout.INPUTS, inputKey) instanceof byte[] bytes ? bytes : null;
    }

    private void write(byte[] inputKey, byte[] bytes) {
        buffer.select(NO_KEY);
        buffer.put(StoreLayout.INPUTS, inputKey, bytes);
        buffer.keep();
    }

    /** Whether state was made from a topic of this name that is not the one of today. */
    boolean knowsAnother(InputPlan input) {
        byte[] stored = read(StoreLayout.topicIdKey(input));
        return input.topicId() != 0 && stored != null && ByteBuffer.wrap(stored).getLong() != input.topicId();
    }

    /** Keeps which topic state is made from; an offset alone does not tell it from one made anew. */
    void noteTopic(InputPlan input) {
        if (input.topicId() == 0) {
            return;
        }
        byte[] key = StoreLayout.topicIdKey(input);
        if (read(key) == null) {
            write(key, ByteBuffer.allocate(Long.BYTES).putLong(input.topicId()).array());
        }
    }

    void writeStamps(InputPlan input, StampVector stamps) {
        if (stamps.changed()) {
            write(StoreLayout.stampsKey(input), stamps.encode());
        }
    }

    void writeLearned(InputPlan input, LearnedDisorder disorder) {
        if (disorder.changed()) {
            write(StoreLayout.disorderKey(input), disorder.encode());
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
        dropped.rollback();
    }

    boolean full() {
        return buffer.full();
    }

    void close() {
        store.close();
    }
}
