package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Events.Change;
import io.millrace.port.Failpoint;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.port.Rebalance;
import io.millrace.port.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One worker of a listener: one membership, one producer, the tasks assigned to it.
 *
 * <p>{@link #step} is one turn: read, handle, commit when due. Everything happens on the thread that calls it, callbacks
 * of a rebalance included; only the openings of tasks run beside it.
 */
public final class Worker implements Rebalance {
    /** While a task is being opened, how long a poll may keep its outcome waiting. */
    private static final long OPENING_POLL_MS = 10;

    private static final long RENEW_PAUSE_MS = 200;

    private final ListenerPlan plan;
    private final Ports ports;
    private final StoreLayout layout;
    private final Transaction transaction;
    private final Stamper stamper;
    private final Committer committer;
    private final Map<Integer, TaskSlot> slots = new TreeMap<>();
    private final Fences fences;
    private final BatchLimit batch;
    private final Survey survey;
    private Phase phase = Phase.NEW;
    private long lastCommitNanos;
    private long renewAtNanos;
    private volatile boolean stopAsked;
    private boolean leaveOnStop;
    private volatile @Nullable Fault refused;

    /** Where a worker stands. */
    private enum Phase {
        NEW,
        RUNNING,
        /** The producer is unusable: nothing is handled until there is a new one. */
        RENEWING,
        /** Over as soon as the poll under way has returned. */
        ENDING,
        STOPPED
    }

    public Worker(ListenerPlan plan, Ports ports) {
        this.plan = plan;
        this.ports = ports;
        this.layout = new StoreLayout(plan);
        this.transaction = new Transaction(plan, ports.output(), ports.clock(), ports.failpoints());
        this.stamper = new Stamper(plan, ports.clock());
        this.committer = new Committer(plan, ports, transaction, stamper);
        this.batch = new BatchLimit(plan.settings().transactionRecordsMax());
        this.survey = new Survey(ports);
        this.fences = new Fences(ports.clock());
    }

    /** One turn; false when the worker has stopped for good. */
    public boolean step() {
        survey.turnBegins();
        try {
            switch (phase) {
                case NEW -> join();
                case RUNNING -> turn();
                case RENEWING -> renew();
                case ENDING -> end();
                case STOPPED -> {
                    return false;
                }
            }
        } catch (FaultException e) {
            react(e.fault());
        }
        if (stopAsked && (phase == Phase.RUNNING || phase == Phase.RENEWING)) {
            drain();
        }
        survey.turnEnds(slots.values());
        return phase != Phase.STOPPED;
    }

    /**
     * Asks the worker to finish what it has, commit and end; may be called from any thread.
     *
     * @param leave whether to give up the membership at once; a static member that is expected back stays
     */
    public void stop(boolean leave) {
        leaveOnStop = leave;
        stopAsked = true;
        ports.input().wakeup();
    }

    /** The same because it cannot go on: finishes, commits, and reports why. May be called from any thread. */
    public void refuse(Fault fault) {
        refused = fault;
        stop(true);
    }

    private void join() {
        ports.output().renew();
        ports.input().join(this);
        lastCommitNanos = ports.clock().nanos();
        phase = Phase.RUNNING;
    }

    private void turn() {
        startOpened();
        choosePartitions();
        survey.poll(pollWaitMs(), this::read);
        if (phase != Phase.RUNNING) {
            return;
        }
        for (Running running : running()) {
            batch.add(running.task().turn(batch.perTurn(plan.settings().turnRecordsMax()), ports.input()::atLogEnd));
            if (batch.reached()) {
                break; // a bound of one record is one for all tasks together
            }
        }
        if (commitDue()) {
            commit();
        }
    }

    private void read(Partition partition, List<InputRecord> records, long next) {
        TaskSlot slot = slots.get(partition.number());
        Running running = slot == null ? null : slot.running();
        if (running != null) {
            running.task().read(partition, records, next);
        }
    }

    private long pollWaitMs() {
        boolean opening = false;
        for (TaskSlot slot : slots.values()) {
            Running running = slot.running();
            if (running != null && running.task().hasWork()) {
                return 0;
            }
            opening |= slot.opening() != null;
        }
        long sinceCommitMs = (ports.clock().nanos() - lastCommitNanos) / 1_000_000;
        long untilCommitMs = Math.max(0, plan.settings().commitIntervalMs() - sinceCommitMs);
        long most = hasChanges() ? untilCommitMs : plan.settings().commitIntervalMs();
        return opening ? Math.min(OPENING_POLL_MS, most) : most;
    }

    private boolean hasChanges() {
        return transaction.isOpen() || running().stream().anyMatch(r -> r.task().touched() || stamper.isDue(r.task()));
    }

    private boolean commitDue() {
        if (!hasChanges()) {
            return false;
        }
        boolean time = (ports.clock().nanos() - lastCommitNanos) / 1_000_000
                >= plan.settings().commitIntervalMs();
        return time
                || batch.reached()
                || running().stream().anyMatch(r -> r.task().full() || (r.task().failing() && transaction.isOpen()));
    }

    private void commit() {
        long age = transaction.ageMs();
        CommitOutcome outcome = committer.commit(running());
        lastCommitNanos = ports.clock().nanos();
        if (outcome instanceof CommitOutcome.Committed) {
            batch.committed();
            running().forEach(r -> r.task().careful(false));
        } else if (outcome instanceof CommitOutcome.Aborted aborted) {
            batch.aborted(age > plan.settings().transactionTimeoutMs() / 2);
            rollback(aborted.fault());
        } else if (outcome instanceof CommitOutcome.Poisoned poisoned) {
            poisoned(poisoned.fault());
        } else if (outcome instanceof CommitOutcome.Unknown unknown) {
            reopenAll(unknown.fault());
        } else if (outcome instanceof CommitOutcome.Stopped stopped) {
            abandon(stopped.fault());
        }
    }

    /** Something that was handled cannot be committed: find it, by smaller and smaller transactions. */
    private void poisoned(Fault fault) {
        List<Task> begun = running().stream()
                .map(Running::task)
                .filter(task -> task.begun() > 0)
                .toList();
        int units = begun.stream().mapToInt(Task::begun).sum();
        if (units == 0) {
            abandon(new Fault.Misconfigured(
                    "MR-0386", "what the engine itself writes is refused: " + fault.message(), fault.cause()));
            return;
        }
        if (units == 1) {
            begun.get(0).accuse(fault);
        }
        batch.poisoned(units);
        rollback(fault);
        running().forEach(running -> running.task().careful(true));
    }

    /** Outside a commit: what a fault of the input or of an append demands. */
    private void react(Fault fault) {
        if (fault instanceof Fault.OutcomeUnknown) {
            reopenAll(fault);
        } else if (fault instanceof Fault.Poison) {
            poisoned(fault);
        } else if (fault instanceof Fault.Misconfigured || fault instanceof Fault.Bug) {
            abandon(fault);
        } else {
            rollback(fault);
        }
    }

    /** Undoes everything since the last commit, for all tasks: they share the transaction. The stores stay open. */
    private void rollback(Fault fault) {
        ports.events().rolledBack(fault);
        abort(fault);
        for (Running running : running()) {
            running.task().rollback();
            seek(running.task());
        }
    }

    private void abort(Fault fault) {
        boolean dead = fault instanceof Fault.OwnershipLost lost && lost.producerDead()
                || fault instanceof Fault.Transient passing && passing.producerDead();
        // One that was open for too long was ended by the broker: that is a stall, and nobody else's doing.
        if (dead
                && fault instanceof Fault.OwnershipLost
                && transaction.ageMs() < plan.settings().transactionTimeoutMs()) {
            fences.note(fault).ifPresent(this::abandon);
        }
        if (!dead && transaction.isOpen()) {
            try {
                ports.output().abort();
            } catch (FaultException e) {
                dead = true;
            }
        }
        transaction.ended();
        if (dead && phase == Phase.RUNNING) {
            phase = Phase.RENEWING;
            renewAtNanos = ports.clock().nanos();
        }
    }

    /** Whether the commit happened stands in the committed offsets alone: all tasks are opened again over their stores. */
    private void reopenAll(Fault fault) {
        ports.events().rolledBack(fault);
        transaction.ended();
        phase = Phase.RENEWING;
        renewAtNanos = ports.clock().nanos();
        for (TaskSlot slot : slots.values()) {
            Running running = slot.running();
            if (running != null) {
                stamper.forget(slot.number());
                ports.input().pause(slot.assigned());
                slot.opening(new TaskOpening(
                        slot.number(), plan, ports, layout, running.opened().store()));
            }
        }
        reportTasks();
    }

    private void renew() {
        choosePartitions();
        survey.poll(RENEW_PAUSE_MS / 4, this::read);
        if (phase != Phase.RENEWING || ports.clock().nanos() - renewAtNanos < 0) {
            return;
        }
        renewAtNanos = ports.clock().nanos() + RENEW_PAUSE_MS * 1_000_000;
        ports.output().renew();
        phase = Phase.RUNNING;
        for (TaskSlot slot : slots.values()) {
            TaskOpening opening = slot.opening();
            if (opening != null && opening.markStarted()) {
                ports.background().start(opening);
            }
        }
    }

    @Override
    public void assigned(Set<Partition> partitions) {
        ports.failpoints().reach(Failpoint.ASSIGNED);
        ports.events().rebalanced(Change.ASSIGNED);
        survey.changed();
        for (Partition partition : partitions) {
            if (partition.number() >= plan.tasks()) {
                refuse(new Fault.Misconfigured(
                        "MR-0384",
                        "input topic " + partition.topic() + " has more than the " + plan.tasks()
                                + " partitions that its listener's state was made for: keys would meet other tasks than"
                                + " their state. Nothing was read from the new ones. Reset the listener, or give it a"
                                + " new topic with as many partitions as before",
                        null));
                return;
            }
            TaskSlot slot = slots.computeIfAbsent(partition.number(), TaskSlot::new);
            slot.assigned().add(partition);
            if (slot.assigned().size() == plan.inputs().size() && slot.opening() == null && slot.running() == null) {
                TaskOpening opening = new TaskOpening(slot.number(), plan, ports, layout, null);
                slot.opening(opening);
                opening.markStarted();
                ports.background().start(opening);
            }
        }
    }

    @Override
    public void revoked(Set<Partition> partitions) {
        ports.events().rebalanced(Change.REVOKED);
        if (phase == Phase.RUNNING && hasChanges()) {
            commit();
        }
        ports.failpoints().reach(Failpoint.REVOKED);
        drop(partitions);
    }

    @Override
    public void lost(Set<Partition> partitions) {
        ports.failpoints().reach(Failpoint.LOST);
        ports.events().rebalanced(Change.LOST);
        rollback(new Fault.OwnershipLost("MR-0383", "the group gave these partitions to others", false, null));
        drop(partitions);
    }

    private void drop(Set<Partition> partitions) {
        for (Partition partition : partitions) {
            TaskSlot slot = slots.remove(partition.number());
            if (slot == null) {
                continue;
            }
            stamper.forget(slot.number());
            TaskOpening opening = slot.opening();
            if (opening != null) {
                opening.cancel();
            }
            Running running = slot.running();
            if (running != null) {
                running.task().close();
            }
            ports.events().dropped(slot.number());
        }
        reportTasks();
    }

    /** Tasks whose opening has ended begin to read where their last owner stopped. */
    private void startOpened() {
        for (TaskSlot slot : slots.values()) {
            TaskOpening opening = slot.opening();
            TaskOpening.Outcome outcome = opening == null ? null : opening.outcome();
            if (outcome instanceof TaskOpening.Opened opened) {
                Task task = new Task(slot.number(), plan, ports, transaction, opened, this::orderHeapBytesPerTask);
                slot.running(new Running(task, opened));
                seek(task);
                ports.events().running(slot.number(), opened.restored());
                reportTasks();
            } else if (outcome instanceof TaskOpening.Refused refused) {
                slot.failed(refused.fault());
                ports.events().taskFailed(slot.number(), refused.fault());
                survey.changed();
            }
        }
    }

    private long orderHeapBytesPerTask() {
        return plan.settings().orderHeapBytesMax() / Math.max(1, slots.size());
    }

    private void seek(Task task) {
        for (Map.Entry<Partition, CommittedOffset> entry :
                task.committedOffsets().entrySet()) {
            ports.input().seek(entry.getKey(), entry.getValue().offset());
        }
    }

    /** Only what a task can take is read; everything else is paused, so that nothing piles up. */
    private void choosePartitions() {
        List<Partition> pause = new ArrayList<>();
        List<Partition> resume = new ArrayList<>();
        for (Running running : running()) {
            for (InputPartition input : running.task().inputs()) {
                boolean read = phase == Phase.RUNNING && running.task().mayRead(input);
                survey.held(!read && running.task().status() == TaskStatus.RUNNING);
                if (input.paused() == read) {
                    input.paused(!read);
                    (read ? resume : pause).add(input.partition());
                }
            }
        }
        if (!pause.isEmpty()) {
            ports.input().pause(pause);
        }
        if (!resume.isEmpty()) {
            ports.input().resume(resume);
        }
    }

    private List<Running> running() {
        List<Running> all = new ArrayList<>(slots.size());
        for (TaskSlot slot : slots.values()) {
            Running running = slot.running();
            if (running != null) {
                all.add(running);
            }
        }
        return all;
    }

    private void reportTasks() {
        Set<Integer> numbers = new TreeSet<>();
        running().forEach(r -> numbers.add(r.task().number()));
        ports.events().tasks(numbers);
        survey.changed();
    }

    /** Finishes the unit under way (it has), commits, and ends the membership. */
    private void drain() {
        if (phase == Phase.RUNNING && hasChanges()) {
            commit();
        }
        ports.failpoints().reach(Failpoint.DRAINING);
        Fault why = refused;
        if (why != null) {
            ports.events().stopped(why);
        }
        end();
    }

    private void abandon(Fault fault) {
        ports.events().stopped(fault);
        phase = Phase.ENDING;
    }

    private void end() {
        phase = Phase.STOPPED;
        transaction.ended();
        for (TaskSlot slot : List.copyOf(slots.values())) {
            drop(slot.assigned());
        }
        survey.look(slots.values());
        ports.output().close();
        ports.input().close(leaveOnStop);
    }
}
