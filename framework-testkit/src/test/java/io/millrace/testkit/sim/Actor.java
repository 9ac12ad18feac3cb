package io.millrace.testkit.sim;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.ChangelogReader;
import io.millrace.port.CommittedOffset;
import io.millrace.port.GroupLog;
import io.millrace.port.Headers;
import io.millrace.port.InputLog.Standing;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.port.Rebalance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One worker of a scenario: does what it is told and remembers what it hears. It reads all it owns from the start. */
final class Actor implements Rebalance {
    private static final long POLL_MS = 50;
    private static final byte[] KEY = {'k'};
    final Set<Partition> owned = new TreeSet<>();
    final Set<Partition> lost = new TreeSet<>();
    final List<String> read = new ArrayList<>();
    final Map<Partition, Long> next = new TreeMap<>();
    Consumer<Set<Partition>> whenRevoked = partitions -> {};
    int callbacks;
    private final Rig rig;
    private final Rig.Client client;

    Actor(Rig rig, Rig.Client client) {
        this.rig = rig;
        this.client = client;
    }

    static CommittedOffset offset(long offset) {
        return new CommittedOffset(offset, "m" + offset);
    }

    String id() {
        return client.id();
    }

    void renews() {
        client.output().renew();
    }

    /** The same, where no answer in time is no failure. */
    boolean isRenewed() {
        try {
            renews();
            return true;
        } catch (FaultException e) {
            if (e.fault() instanceof Fault.Transient) {
                return false;
            }
            throw e;
        }
    }

    /** Becomes a member as soon as it polls. */
    void joins() {
        client.input().join(this);
    }

    Actor polls() {
        client.input().poll(POLL_MS, (partition, records, after) -> {
            next.put(partition, after);
            records.forEach(record -> {
                byte[] value = record.value();
                read.add(value == null ? "" : new String(value, StandardCharsets.UTF_8));
            });
        });
        return this;
    }

    void seeks(Partition partition, long to) {
        client.input().seek(partition, to);
    }

    boolean atLogEnd(Partition partition) {
        return client.input().atLogEnd(partition);
    }

    /** Begins a transaction with a record to that partition, which reaches the log. */
    void writes(Partition to, String value) {
        client.output().begin();
        client.output().append(record(to, value));
        client.output().flush();
    }

    /** Begins a transaction with a change of a task; says the changelog's position behind it. */
    long changes(int task, String value) {
        client.output().begin();
        client.output().appendChange(task, record(rig.changelog(task), value));
        client.output().flush();
        return client.output().changelogPosition(task);
    }

    private static OutputRecord record(Partition to, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new OutputRecord(to.topic(), to.number(), KEY, bytes, 1, Headers.NONE);
    }

    void begins() {
        client.output().begin();
    }

    void sends(Partition of, long offset) {
        client.output().sendOffsets(Map.of(of, offset(offset)));
    }

    void commits() {
        client.output().commit();
    }

    void aborts() {
        client.output().abort();
    }

    /** Commits an offset and nothing else; false if a rebalance overtook it, as it may any healthy worker. */
    boolean commitsUnlessOvertaken(Partition of, long offset) {
        begins();
        try {
            sends(of, offset);
        } catch (FaultException e) {
            if (e.fault() instanceof Fault.OwnershipLost lostIt && !lostIt.producerDead()) {
                aborts();
                return false;
            }
            throw e;
        }
        commits();
        return true;
    }

    /** Leaves an offset pending in an open transaction; false if a rebalance overtook it. */
    boolean isPending(Partition of) {
        begins();
        try {
            sends(of, 7);
            return true;
        } catch (FaultException overtaken) {
            aborts();
            return false;
        }
    }

    Standing standing() {
        return client.input().standing();
    }

    void dies() {
        client.die();
    }

    void leaves() {
        client.output().close();
        client.input().close(true);
    }

    List<String> open() {
        return client.group().openTransactions(rig.idPrefix());
    }

    Set<String> live() {
        return client.group().liveTransactionalIds();
    }

    /** The stable offset: empty while it is unstable. */
    Map<Partition, CommittedOffset> stable(Partition of) {
        return client.group().stableOffsets(Set.of(of));
    }

    void fences(Actor other) {
        client.group().fence(List.of(other.id()));
    }

    GroupLog.Changelog changelog(int task) {
        return client.group().changelog(task);
    }

    /** The committed changes of a task up to a position. */
    List<String> restores(int task, long to) {
        List<String> values = new ArrayList<>();
        try (ChangelogReader reader = client.group().readChangelog(task, 0)) {
            BooleanSupplier through = () -> {
                reader.next().forEach(change -> values.add(new String(change.value(), StandardCharsets.UTF_8)));
                return reader.position() >= to;
            };
            if (!rig.await(through)) {
                throw new AssertionError("the changelog is not read to its end");
            }
        }
        return values;
    }

    @Override
    public void assigned(Set<Partition> partitions) {
        callbacks++;
        owned.addAll(partitions);
        partitions.forEach(partition -> client.input().seek(partition, 0));
        client.input().resume(partitions);
    }

    @Override
    public void revoked(Set<Partition> partitions) {
        callbacks++;
        whenRevoked.accept(partitions);
        owned.removeAll(partitions);
    }

    @Override
    public void lost(Set<Partition> partitions) {
        callbacks++;
        owned.removeAll(partitions);
        lost.addAll(partitions);
    }
}
