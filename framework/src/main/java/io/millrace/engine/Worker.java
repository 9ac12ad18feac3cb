package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.Events.Change;
import io.millrace.port.Failpoint;
import io.millrace.port.InputLog.Standing;
import io.millrace.port.Partition;
import io.millrace.port.Rebalance;
import io.millrace.state.StoreException;
import java.util.List;
import java.util.Set;
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

    /**
     * While tasks move, turns are short: other members wait for this one's next poll, and opened tasks for its next turn.
     * The first records of a process take a hundred times as long as later ones.
     */
    private static final int MOVING_RECORDS_MAX = 64;

    private static final long MOVING_MS = 1_000;

    /** A commit waits for the group's new generation for so long; a member that died in between may take a session. */
    private static final long BETWEEN_MS_MAX = 500;

    private static final long BETWEEN_POLL_MS = 20;

    private final ListenerPlan plan;
    private final Ports ports;
    private final Transaction transaction;
    private final Stamper stamper;
    private final Committer committer;
    private final AssignedTasks tasks;
    private final Fences fences;
    private final BatchLimit batch;
    private final Survey survey;
    private final Farewell farewell;
    private Phase phase = Phase.NEW;
    private long lastCommitNanos;
    private long renewAtNanos;
    private long movedNanos;
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
        this.transaction = new Transaction(plan, ports.output(), ports.clock(), ports.failpoints());
        this.stamper = new Stamper(plan, ports.clock());
        this.committer = new Committer(plan, ports, transaction, stamper);
        long longMs = ports.output().transactionTimeoutMs() / 2;
        this.batch = new BatchLimit(plan.settings().transactionRecordsMax(), longMs);
        this.survey = new Survey(ports);
        Overlong overlong = new Overlong(ports.clock(), longMs, ports.input()::pollIntervalMsMax);
        this.tasks = new AssignedTasks(plan, ports, transaction, stamper, survey, overlong);
        this.fences = new Fences(ports.clock());
        this.farewell = new Farewell(plan, ports);
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
        } catch (StoreException e) {
            storeFailed(e);
        }
        if (stopAsked && (phase == Phase.RUNNING || phase == Phase.RENEWING) && mayGo()) {
            drain();
        }
        survey.turnEnds(tasks.slots());
        return phase != Phase.STOPPED;
    }

    /**
     * Asks the worker to finish what it has, commit and end; may be called from any thread.
     *
     * @param leave whether to give up the membership, when others have its tasks; a static member that is expected back
     *     stays, and ends at once
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

    private boolean mayGo() {
        return !leaveOnStop || refused != null || farewell.over(!tasks.slots().isEmpty());
    }

    private void join() {
        ports.output().renew();
        ports.input().join(this);
        lastCommitNanos = ports.clock().nanos();
        movedNanos = lastCommitNanos;
        phase = Phase.RUNNING;
    }

    private void turn() {
        if (tasks.startOpened()) {
            movedNanos = ports.clock().nanos();
        }
        tasks.askForAnnounced();
        tasks.choosePartitions(true);
        survey.poll(pollWaitMs(), tasks::read);
        if (phase != Phase.RUNNING) {
            return;
        }
        Task lone = waitsAlone();
        // An attempt that failed was begun and has left nothing: what counts is what would be lost.
        if (lone == null || !hasChanges()) {
            handle(lone);
        }
        if ((lone != null && hasChanges() || commitDue()) && settled()) {
            commit();
        }
    }

    /** The first task whose next unit must be handled when nothing else is under way. */
    private @Nullable Task waitsAlone() {
        for (Running running : running()) {
            if (running.task().culprit().waitsAlone()) {
                return running.task();
            }
        }
        return null;
    }

    /**
     * Gives all tasks a turn.
     *
     * @param lone this one has a turn, and nobody else
     */
    private void handle(@Nullable Task lone) {
        long began = ports.clock().nanos();
        try {
            if (lone != null) {
                batch.add(lone.turnAlone(ports.input()::atLogEnd));
                return;
            }
            int most = batch.perTurn(
                    moving() ? MOVING_RECORDS_MAX : plan.settings().turnRecordsMax());
            // First those of which something could not be committed: or else the others would fill each transaction.
            if (turns(true, most)) {
                turns(false, most);
            }
        } finally {
            batch.spent(ports.clock().nanos() - began);
        }
    }

    /** False if the transaction is full: its bound is one for all tasks together. */
    private boolean turns(boolean suspected, int most) {
        for (Running running : running()) {
            if (running.task().culprit().isSuspected() == suspected) {
                batch.add(running.task().turn(most, ports.input()::atLogEnd));
                if (batch.reached()) {
                    return false;
                }
            }
        }
        return true;
    }

    private int unitsBegun() {
        return running().stream()
                .mapToInt(running -> running.task().culprit().begun())
                .sum();
    }

    /**
     * Lets a rebalance pass that the group has decided on and this member has not heard of: until then its commit would be
     * refused, and all it has done would have to be done again. Whoever has to give something up commits in the callback.
     * False if nothing is left to commit.
     */
    private boolean settled() {
        if (ports.input().standing() == Standing.MEMBER) {
            return true;
        }
        tasks.choosePartitions(false);
        survey.poll(0, tasks::read); // what is known is of the last poll, before the turn
        long began = ports.clock().nanos();
        while (ports.input().standing() == Standing.BETWEEN
                && (ports.clock().nanos() - began) / 1_000_000 < BETWEEN_MS_MAX) {
            survey.poll(BETWEEN_POLL_MS, tasks::read);
        }
        return phase == Phase.RUNNING && hasChanges();
    }

    private boolean moving() {
        return tasks.anyOpening()
                || ports.input().standing() != Standing.MEMBER
                || (ports.clock().nanos() - movedNanos) / 1_000_000 < MOVING_MS;
    }

    private long pollWaitMs() {
        if (running().stream().anyMatch(r -> r.task().hasWork())) {
            return 0;
        }
        long sinceCommitMs = (ports.clock().nanos() - lastCommitNanos) / 1_000_000;
        long untilCommitMs = Math.max(0, plan.settings().commitIntervalMs() - sinceCommitMs);
        long most = hasChanges() ? untilCommitMs : plan.settings().commitIntervalMs();
        return tasks.anyOpening() ? Math.min(OPENING_POLL_MS, most) : most;
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
        long began = ports.clock().nanos();
        CommitOutcome outcome;
        try {
            outcome = committer.commit(running());
        } catch (StoreException e) {
            // Committed, but not on this disk: opened again, the tasks find that out and replay it.
            outcome = new CommitOutcome.Unknown(new Fault.OutcomeUnknown("MR-0401", String.valueOf(e.getMessage()), e));
        }
        lastCommitNanos = ports.clock().nanos();
        batch.spent(lastCommitNanos - began);
        if (outcome instanceof CommitOutcome.Committed) {
            batch.committed(running().stream().anyMatch(r -> r.task().isSearched()));
        } else if (outcome instanceof CommitOutcome.Aborted aborted) {
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
        int units = unitsBegun();
        if (units == 0) {
            abandon(new Fault.Misconfigured(
                    "MR-0386", "what the engine itself writes is refused: " + fault.message(), fault.cause()));
            return;
        }
        if (units == 1) {
            running().stream()
                    .map(Running::task)
                    .filter(task -> task.culprit().isKnown())
                    .forEach(task -> task.accuse(fault));
        }
        running().forEach(running -> running.task().culprit().refused());
        batch.poisoned(units);
        rollback(fault);
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
        batch.rolledBack(
                unitsBegun(),
                running().stream().anyMatch(r -> r.task().culprit().tookTooLong()));
        ports.events().rolledBack(fault);
        abort(fault);
        for (Running running : running()) {
            try {
                running.task().rollback();
            } catch (StoreException e) {
                storeFailed(e); // rolls back what is left
                return;
            }
            tasks.seek(running.task());
        }
    }

    private void abort(Fault fault) {
        boolean dead = fault instanceof Fault.OwnershipLost lost && lost.producerDead()
                || fault instanceof Fault.Transient passing && passing.producerDead();
        // One that was open for too long was ended by the broker: that is a stall, and nobody else's doing.
        if (dead
                && fault instanceof Fault.OwnershipLost
                && transaction.ageMs() < ports.output().transactionTimeoutMs()) {
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
        batch.rolledBack(unitsBegun(), false);
        ports.events().rolledBack(fault);
        transaction.ended();
        phase = Phase.RENEWING;
        renewAtNanos = ports.clock().nanos();
        tasks.reopenAll();
    }

    /** A task's store fails: that task is opened again; the others go back to the last commit, and on. */
    private void storeFailed(StoreException e) {
        Fault fault = new Fault.Corrupt("MR-0401", String.valueOf(e.getMessage()), e);
        tasks.reopen(e, fault);
        rollback(fault);
        if (phase == Phase.RUNNING) {
            tasks.startOpenings();
        }
    }

    private List<Running> running() {
        return tasks.running();
    }

    private void renew() {
        tasks.choosePartitions(false);
        survey.poll(RENEW_PAUSE_MS / 4, tasks::read);
        if (phase != Phase.RENEWING || ports.clock().nanos() - renewAtNanos < 0) {
            return;
        }
        renewAtNanos = ports.clock().nanos() + RENEW_PAUSE_MS * 1_000_000;
        ports.output().renew();
        phase = Phase.RUNNING;
        tasks.startOpenings();
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
                                + " their state. Nothing was read from the new ones. Reset the listener"
                                + " (millrace.reset), or give it a new topic with as many partitions as before",
                        null));
                return;
            }
        }
        tasks.assigned(partitions);
    }

    @Override
    public void announced(Set<Integer> announced, Set<Integer> coming) {
        tasks.announced(announced, coming);
    }

    @Override
    public void revoked(Set<Partition> partitions) {
        ports.events().rebalanced(Change.REVOKED);
        if (phase == Phase.RUNNING && hasChanges()) {
            commit();
        }
        ports.failpoints().reach(Failpoint.REVOKED);
        tasks.drop(partitions);
    }

    @Override
    public void lost(Set<Partition> partitions) {
        ports.failpoints().reach(Failpoint.LOST);
        ports.events().rebalanced(Change.LOST);
        rollback(new Fault.OwnershipLost("MR-0383", "the group gave these partitions to others", false, null));
        tasks.drop(partitions);
    }

    /** Finishes the unit under way (it has), commits, and ends the membership. */
    private void drain() {
        if (phase == Phase.RUNNING && hasChanges() && settled()) {
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
        boolean settled = !transaction.isOpen();
        transaction.ended();
        if (settled) {
            // Others wait for what is given up, and for nothing else that ends here.
            ports.input().close(leaveOnStop);
        }
        tasks.dropAll();
        ports.output().close(); // ends what is open
        if (!settled) {
            ports.input().close(leaveOnStop);
        }
        survey.look(tasks.slots());
    }
}
