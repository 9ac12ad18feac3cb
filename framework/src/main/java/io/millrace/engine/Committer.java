package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Failpoint;
import io.millrace.port.Headers;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.state.Checkpoint;
import io.millrace.state.codec.CodecException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The commit, in the one order that is right: append outputs and changes; flush; send offsets; commit; and only then one
 * write per task to disk. (Rules b, c and g of the commit protocol.)
 */
final class Committer {
    private static final long PURGE_INTERVAL_MS = 30_000;

    private final ListenerPlan plan;
    private final Ports ports;
    private final Transaction transaction;
    private final Stamper stamper;
    private final Map<Partition, Long> purgeable = new HashMap<>();
    private long purgedNanos;
    private int changes;

    Committer(ListenerPlan plan, Ports ports, Transaction transaction, Stamper stamper) {
        this.plan = plan;
        this.ports = ports;
        this.transaction = transaction;
        this.stamper = stamper;
        this.purgedNanos = ports.clock().nanos();
    }

    /** Commits what these tasks did. Afterwards no transaction is open, whatever the outcome. */
    CommitOutcome commit(Collection<Running> tasks) {
        List<Running> dirty = new ArrayList<>();
        for (Running running : tasks) {
            if (running.task().touched() || stamper.isDue(running.task())) {
                dirty.add(running);
            }
        }
        if (dirty.isEmpty() && !transaction.isOpen()) {
            return new CommitOutcome.Committed();
        }
        long began = ports.clock().nanos();
        Map<Partition, CommittedOffset> offsets = new HashMap<>();
        Map<Running, Checkpoint> checkpoints = new HashMap<>();
        CommitOutcome outcome = append(dirty, offsets, checkpoints);
        if (outcome instanceof CommitOutcome.Committed) {
            outcome = seal(offsets);
        }
        if (outcome instanceof CommitOutcome.Committed) {
            ports.failpoints().reach(Failpoint.AFTER_COMMIT);
            for (Running running : dirty) {
                running.task().committed(notesOf(running, offsets), checkpoints.get(running));
            }
            ports.failpoints().reach(Failpoint.AFTER_DISK_BATCH);
            stamper.committed();
            ports.events()
                    .committed(
                            dirty.size(),
                            transaction.outputs(),
                            changes,
                            ports.clock().nanos() - began);
            transaction.ended();
            purge(offsets);
        }
        return outcome;
    }

    /** What lies below the committed offsets of a re-key topic is read by nobody again. */
    private void purge(Map<Partition, CommittedOffset> offsets) {
        offsets.forEach((partition, committed) -> {
            if (plan.input(partition.topic()).repartition()) {
                purgeable.put(partition, committed.offset());
            }
        });
        long now = ports.clock().nanos();
        if (!purgeable.isEmpty() && now - purgedNanos > PURGE_INTERVAL_MS * 1_000_000) {
            purgedNanos = now;
            ports.group().purge(purgeable);
            purgeable.clear();
        }
    }

    /** Everything up to the offsets: nothing here can have been committed. */
    private CommitOutcome append(
            List<Running> dirty, Map<Partition, CommittedOffset> offsets, Map<Running, Checkpoint> checkpoints) {
        try {
            changes = 0;
            transaction.begin();
            for (Running running : dirty) {
                int number = running.task().number();
                running.task().freeze((entry, value) -> {
                    changes++;
                    transaction.appendChange(
                            number, new OutputRecord(plan.changelog(), number, entry, value, 0, Headers.NONE));
                });
            }
            stamper.stamp(dirty.stream().map(Running::task).toList(), transaction);
            ports.output().flush();
            ports.failpoints().reach(Failpoint.AFTER_FLUSH);
            for (Running running : dirty) {
                Task task = running.task();
                long appended = ports.output().changelogPosition(task.number());
                long position = appended < 0 ? task.changelogPosition() : appended;
                offsets.putAll(task.notes(position));
                checkpoints.put(
                        running, running.checkpoint(position, ports.clock().wallMs()));
            }
            ports.output().sendOffsets(offsets);
            ports.failpoints().reach(Failpoint.AFTER_SEND_OFFSETS);
            return new CommitOutcome.Committed();
        } catch (FaultException e) {
            return refused(e.fault());
        } catch (CodecException e) {
            return new CommitOutcome.Poisoned(new Fault.Poison("MR-0381", String.valueOf(e.getMessage()), e));
        }
    }

    private CommitOutcome seal(Map<Partition, CommittedOffset> offsets) {
        try {
            ports.failpoints().reach(Failpoint.BEFORE_COMMIT);
            ports.output().commit();
            return new CommitOutcome.Committed();
        } catch (FaultException e) {
            return refused(e.fault());
        }
    }

    private static CommitOutcome refused(Fault fault) {
        if (fault instanceof Fault.OutcomeUnknown) {
            return new CommitOutcome.Unknown(fault);
        }
        if (fault instanceof Fault.Poison) {
            return new CommitOutcome.Poisoned(fault);
        }
        return fault instanceof Fault.Misconfigured || fault instanceof Fault.Bug
                ? new CommitOutcome.Stopped(fault)
                : new CommitOutcome.Aborted(fault);
    }

    private static Map<Partition, CommittedOffset> notesOf(Running running, Map<Partition, CommittedOffset> all) {
        Map<Partition, CommittedOffset> own = new HashMap<>();
        running.task().inputs().forEach(input -> own.put(input.partition(), all.get(input.partition())));
        return own;
    }
}
