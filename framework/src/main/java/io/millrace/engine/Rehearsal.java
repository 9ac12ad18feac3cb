package io.millrace.engine;

import io.millrace.port.Clock;
import io.millrace.port.GroupLog;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.state.StateBuffer;
import io.millrace.state.TaskStore;
import io.millrace.state.memory.MemoryStores;
import java.util.Collections;
import java.util.Set;

/**
 * Does for nothing, before a process becomes a member, what its first task would do for the first time while it stands
 * still: decodes messages, makes a handler. Classes are loaded, code is compiled. Changes nothing outside; what fails in it
 * is left for the task to say. State is fetched in earnest before a task comes ({@link WarmUps}), and needs no rehearsal.
 */
public final class Rehearsal {
    private static final int DECODED_ABOUT = 500;

    private final ListenerPlan plan;
    private final GroupLog group;
    private final HandlerFactory handlers;
    private final Clock clock;
    private final Set<String> own;

    /**
     * @param own the transactional ids of this process
     */
    public Rehearsal(ListenerPlan plan, GroupLog group, HandlerFactory handlers, Clock clock, Set<String> own) {
        this.plan = plan;
        this.group = group;
        this.handlers = handlers;
        this.clock = clock;
        this.own = Set.copyOf(own);
    }

    /** Blocks until it is over. */
    public void play() {
        attempt(() -> {
            if (othersWork()) {
                attempt(this::decode);
                attempt(this::make);
            }
        });
    }

    /**
     * Where nobody works, or this process is a member that is expected back, tasks stand still already: there is nothing
     * to gain.
     */
    private boolean othersWork() {
        Set<String> live = group.liveTransactionalIds();
        return !live.isEmpty() && Collections.disjoint(live, own);
    }

    private static void attempt(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            // Nothing depends on it, and the first task will say the same again.
        }
    }

    /** No handler is called: decoding is pure, handlers need not be. */
    private void decode() {
        Intake intake = new Intake(plan, 0, clock);
        for (InputPlan input : plan.inputs()) {
            for (InputRecord record : group.newest(new Partition(input.topic(), 0), DECODED_ABOUT)) {
                intake.read(input, record, Long.MIN_VALUE);
            }
        }
    }

    /** A handler is made for each task: one more is no more than that. */
    private void make() {
        StoreLayout layout = new StoreLayout(plan);
        try (TaskStore none = new MemoryStores().open(0)) {
            StateBuffer buffer = new StateBuffer(none, layout.specs(), 1);
            handlers.create(plan.binding(), layout.handles(buffer, new CallContext(0, clock), new Outbox()));
        }
    }
}
