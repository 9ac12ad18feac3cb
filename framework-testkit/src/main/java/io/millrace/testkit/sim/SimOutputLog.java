package io.millrace.testkit.sim;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.kafka.Partitioning;
import io.millrace.port.CommittedOffset;
import io.millrace.port.OutputLog;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A transactional producer. Records handed over reach the log at once, later, or with the next flush. */
final class SimOutputLog implements OutputLog {
    private static final int NO_TASK = -1;

    private final SimProcess process;
    private final SimIdentity identity;
    private final SimInputLog input;
    private final Deque<Handed> handed = new ArrayDeque<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private Phase phase = Phase.DEAD;
    private boolean dead = true;
    private int epoch;
    private @Nullable Fault failedSend;

    /** What may follow: the order of a commit, as rule c has it. */
    private enum Phase {
        DEAD,
        IDLE,
        FILLING,
        OFFSETS_SENT
    }

    private record Handed(int task, OutputRecord record) {}

    SimOutputLog(SimProcess process, SimIdentity identity, SimInputLog input) {
        this.process = process;
        this.identity = identity;
        this.input = input;
        input.beside(this);
    }

    boolean isOpen() {
        return !dead && (phase == Phase.FILLING || phase == Phase.OFFSETS_SENT);
    }

    @Override
    public void begin() {
        process.local("begin", () -> null);
        demand(phase == Phase.IDLE && !dead, "begin");
        phase = Phase.FILLING;
        positions.clear();
    }

    @Override
    public long transactionTimeoutMs() {
        return SimCluster.TRANSACTION_TIMEOUT_MS;
    }

    @Override
    public int partitionOf(byte[] key, int partitions) {
        return Partitioning.expectedPartition(key, partitions);
    }

    @Override
    public void append(OutputRecord record) {
        hand(new Handed(NO_TASK, sent(record)));
    }

    @Override
    public void appendAtOnce(OutputRecord record) {
        process.local("append at once " + record.topic(), () -> null);
        process.cluster().produce(process.cluster().place(record), sent(record), null);
    }

    @Override
    public void appendChange(int task, OutputRecord record) {
        hand(new Handed(task, record));
    }

    /** As Kafka's producer sends it. */
    private OutputRecord sent(OutputRecord record) {
        demand(record.timestamp() >= OutputRecord.NOW, "timestamp " + record.timestamp());
        long now = process.loop().clock().wallMs();
        return record.timestamp() != OutputRecord.NOW
                ? record
                : new OutputRecord(
                        record.topic(), record.partition(), record.key(), record.value(), now, record.headers());
    }

    private void hand(Handed next) {
        process.local("append " + next.record().topic(), () -> null);
        demand(phase == Phase.FILLING && !dead, "append");
        handed.add(next);
        if (process.loop().chance(2)) {
            try {
                drain();
            } catch (FaultException e) {
                failedSend = e.fault();
            }
        }
    }

    private void drain() {
        while (!handed.isEmpty()) {
            Handed next = handed.remove();
            SimTransaction transaction = process.cluster().transactions().ongoing(identity.transactionalId(), epoch);
            Partition partition = process.cluster().place(next.record());
            if (!process.cluster().takes(next.record())) {
                throw new FaultException(
                        new Fault.Poison("MR-0320", partition.topic() + " takes no record of that size", null));
            }
            long offset = process.cluster().produce(partition, next.record(), transaction);
            transaction.written.add(partition);
            if (next.task() != NO_TASK) {
                positions.put(next.task(), offset + 1);
                transaction.changed.put(next.task(), offset + 1);
            }
        }
    }

    @Override
    public void flush() {
        demand(phase == Phase.FILLING, "flush");
        remote("flush", () -> {
            Fault failed = failedSend;
            if (failed != null) {
                throw new FaultException(failed);
            }
            drain();
        });
    }

    @Override
    public long changelogPosition(int task) {
        demand(handed.isEmpty(), "changelog position asked before the flush");
        return positions.getOrDefault(task, -1L);
    }

    @Override
    public void sendOffsets(Map<Partition, CommittedOffset> offsets) {
        process.cluster().rules().offsets(offsets);
        process.cluster().rules().settled(input.betweenMs(), identity.transactionalId());
        for (Partition partition : offsets.keySet()) {
            process.cluster().rules().ownership(input.owns(partition), identity.transactionalId(), partition);
        }
        demand(phase == Phase.FILLING, "offsets sent");
        demand(handed.isEmpty() && failedSend == null, "offsets sent before the flush");
        Map<Partition, CommittedOffset> sent = Map.copyOf(offsets);
        SimMember member = input.member();
        int mine = epoch;
        remote("sendOffsets", () -> {
            SimTransaction transaction = process.cluster().transactions().ongoing(identity.transactionalId(), mine);
            if (member != null && member.fenced) {
                throw new FaultException(
                        new Fault.Misconfigured("MR-0304", "instance id used by another process", null));
            }
            if (member == null || !input.group().accepts(member)) {
                throw new FaultException(
                        new Fault.OwnershipLost("MR-0305", "not a member of this generation", false, null));
            }
            // Membership is checked, ownership is not (measured): what is sent is taken.
            transaction.offsets.putAll(sent);
        });
        phase = Phase.OFFSETS_SENT;
    }

    @Override
    public void commit() {
        demand(isOpen(), "commit");
        demand(handed.isEmpty(), "commit before the flush");
        end(true);
    }

    @Override
    public void abort() {
        demand(isOpen(), "abort");
        handed.clear();
        end(false);
    }

    private void end(boolean commit) {
        int mine = epoch;
        String what = commit ? "commit" : "abort";
        Fault lost = commit
                ? new Fault.OutcomeUnknown("MR-0306", "no answer to a commit", null)
                : new Fault.Transient("MR-0301", "no answer to an abort", true, null);
        try {
            epoch = process.call(
                    what, lost, () -> process.cluster().transactions().end(identity.transactionalId(), mine, commit));
        } catch (FaultException e) {
            dead |= e.fault() instanceof Fault.OutcomeUnknown || isDeadly(e.fault());
            phase = dead ? Phase.DEAD : phase;
            throw e;
        }
        reset();
    }

    @Override
    public void renew() {
        phase = Phase.DEAD;
        dead = true;
        epoch = process.call(
                "renew",
                new Fault.Transient("MR-0301", "no answer to initTransactions", true, null),
                () -> process.cluster().transactions().init(identity.transactionalId()));
        dead = false;
        reset();
    }

    private void reset() {
        handed.clear();
        failedSend = null;
        phase = Phase.IDLE;
    }

    /** A call of the open transaction; what kills the producer is remembered. */
    private void remote(String what, Runnable action) {
        demand(!dead, "a call of a dead producer");
        try {
            process.remote(what, () -> {
                action.run();
                return null;
            });
        } catch (FaultException e) {
            dead |= isDeadly(e.fault());
            throw e;
        }
    }

    private static boolean isDeadly(Fault fault) {
        return fault instanceof Fault.OwnershipLost lost && lost.producerDead()
                || fault instanceof Fault.Transient passing && passing.producerDead();
    }

    private void demand(boolean holds, String rule) {
        if (!holds) {
            throw process.loop().violated(identity.transactionalId() + ": " + rule + ", phase " + phase);
        }
    }

    @Override
    public void close() {
        process.local("close producer", () -> null);
        phase = Phase.DEAD;
        dead = true;
    }
}
