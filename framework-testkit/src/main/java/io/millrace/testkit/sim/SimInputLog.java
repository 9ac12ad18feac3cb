package io.millrace.testkit.sim;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.InputLog;
import io.millrace.port.Partition;
import io.millrace.port.Rebalance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A consumer: membership, rebalance callbacks inside poll, positions, pauses, read_committed. */
final class SimInputLog implements InputLog {
    private static final int FETCH_RECORDS_MAX = 5;

    private final SimProcess process;
    private final SimGroup group;
    private final SimIdentity identity;
    private final Set<Partition> owned = new TreeSet<>();
    private final Set<Integer> promised = new TreeSet<>();
    private final Set<Partition> paused = new TreeSet<>();
    private final Map<Partition, Long> positions = new HashMap<>();
    private @Nullable SimMember member;
    private @Nullable Rebalance callbacks;
    private @Nullable SimOutputLog output;
    private boolean broughtNothing;
    private boolean losing;
    /** All have joined, and who gets what is not known yet. */
    private boolean between;

    private long betweenSinceMs;

    private long waitedMs;

    SimInputLog(SimProcess process, SimGroup group, SimIdentity identity) {
        this.process = process;
        this.group = group;
        this.identity = identity;
    }

    /** The same worker's producer: no transaction of it may be open across a change of ownership. */
    void beside(SimOutputLog producer) {
        output = producer;
    }

    @Override
    public void join(Rebalance rebalance) {
        process.local("join", () -> callbacks = rebalance);
    }

    @Override
    public void poll(long waitMs, Sink sink) {
        process.local("poll", () -> null);
        stayMember();
        List<Partition> readable = new ArrayList<>(owned);
        readable.removeAll(paused);
        broughtNothing = true;
        waitedMs = waitMs;
        int first = readable.isEmpty() ? 0 : process.loop().random().nextInt(readable.size());
        for (int i = 0; i < readable.size(); i++) {
            Partition partition = readable.get((first + i) % readable.size());
            if (!process.loop().chance(4)) {
                fetch(partition, sink);
            }
        }
    }

    private void fetch(Partition partition, Sink sink) {
        Long position = positions.get(partition);
        if (position == null) {
            throw process.loop().violated("rule e: " + partition + " is read before it has a position");
        }
        int most = 1 + process.loop().random().nextInt(FETCH_RECORDS_MAX);
        SimLog.Fetched fetched = process.cluster().log(partition).fetch(position, most);
        if (fetched.next() != position) {
            broughtNothing = false;
            positions.put(partition, fetched.next());
            process.loop().trace().add(process.name(), "reads " + partition + " " + position + ".." + fetched.next());
            sink.accept(partition, fetched.records(), fetched.next());
        }
    }

    private void stayMember() {
        SimMember current = member;
        if (current == null) {
            current = group.join(identity.instance(), identity.transactionalId());
            member = current;
        }
        switch (group.ask(current)) {
            case FENCED ->
                throw new FaultException(new Fault.Misconfigured(
                        "MR-0304", "another process runs with instance id " + identity.instance(), null));
            case UNKNOWN -> {
                member = null;
                if (!owned.isEmpty()) {
                    process.loop().trace().add(process.name(), "lost " + owned);
                    losing = true;
                    callbacks().lost(new TreeSet<>(owned));
                    losing = false;
                    demandNothingOpen("onPartitionsLost");
                    owned.clear();
                }
            }
            case REJOIN -> group.rejoin(current, owned);
            case STABLE -> {}
        }
        boolean before = between;
        between = member == current && group.hasNews(current) && process.loop().chance(4);
        if (between && !before) {
            betweenSinceMs = process.loop().clock().ms();
        }
        if (member == current && group.hasNews(current) && !between) {
            hear(current);
        }
    }

    private void hear(SimMember current) {
        group.hear(current);
        Set<Partition> target = new TreeSet<>(current.target);
        Set<Partition> revoked = new TreeSet<>(owned);
        revoked.removeAll(target);
        Set<Partition> added = new TreeSet<>(target);
        added.removeAll(owned);
        if (!revoked.isEmpty()) {
            process.loop().trace().add(process.name(), "revoked " + revoked);
            callbacks().revoked(revoked);
            demandNothingOpen("onPartitionsRevoked");
            owned.removeAll(revoked);
            positions.keySet().removeAll(revoked);
            paused.removeAll(revoked);
        }
        process.loop().trace().add(process.name(), "assigned " + added);
        if (!added.isEmpty()) {
            owned.addAll(added);
            positions.keySet().removeAll(added);
            paused.addAll(added);
            callbacks().assigned(added);
        }
        promised.clear();
        promised.addAll(current.announced);
        promised.addAll(current.coming);
        callbacks().announced(new TreeSet<>(current.announced), new TreeSet<>(current.coming));
        // Also with nothing to revoke: whose place it has taken may have died before it could say so.
        if (current.mustJoinAgain && !current.gone) {
            group.prepare();
        }
    }

    @Override
    public void askForShare(boolean patient) {
        process.local(patient ? "askForShare" : "askForShare cold", () -> {
            SimMember current = member;
            if (current != null && group.ask(current) == SimGroup.Answer.STABLE) {
                current.patient = patient;
                group.prepare();
            }
            return null;
        });
    }

    @Override
    public boolean retire() {
        SimMember current = member;
        if (current == null || !group.announces()) {
            return false;
        }
        return process.local("retire", () -> {
            current.retires = true;
            group.prepare();
            return true;
        });
    }

    @Override
    public Retirement retirement() {
        SimMember current = member;
        return current == null ? Retirement.ALONE : current.retirement;
    }

    @Override
    public Standing standing() {
        SimMember current = member;
        if (current == null) {
            return Standing.MEMBER;
        }
        return between ? Standing.BETWEEN : group.waits(current) ? Standing.JOINING : Standing.MEMBER;
    }

    /** Tasks that it was told it will have. */
    Set<Integer> promised() {
        return promised;
    }

    /** For how long it has not known its share; -1 if it does, or others are still waited for. */
    long betweenMs() {
        return between ? process.loop().clock().ms() - betweenSinceMs : -1;
    }

    private void demandNothingOpen(String callback) {
        SimOutputLog producer = output;
        process.loop()
                .demand(
                        producer == null || !producer.isOpen(),
                        "rule d: a transaction of " + identity.transactionalId() + " stays open across " + callback);
    }

    private Rebalance callbacks() {
        Rebalance known = callbacks;
        if (known == null) {
            throw process.loop().violated("poll before join");
        }
        return known;
    }

    /** What the owner may commit: what it was given and did not lose, as it knows itself. */
    boolean owns(Partition partition) {
        return owned.contains(partition) && !losing;
    }

    @Nullable
    SimMember member() {
        return member;
    }

    SimGroup group() {
        return group;
    }

    /** For how long the last poll would have waited for records, had it not been told to be quick. */
    long waitMsMax() {
        return broughtNothing ? waitedMs : 0;
    }

    @Override
    public void seek(Partition partition, long offset) {
        demandAssigned(partition);
        process.loop().demand(offset >= 0, "seek to a negative offset");
        positions.put(partition, offset);
    }

    @Override
    public void pause(Collection<Partition> partitions) {
        partitions.forEach(this::demandAssigned);
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<Partition> partitions) {
        partitions.forEach(this::demandAssigned);
        partitions.forEach(paused::remove);
    }

    private void demandAssigned(Partition partition) {
        if (!owned.contains(partition)) {
            throw process.loop().violated(partition + " is not assigned");
        }
    }

    @Override
    public long pollIntervalMsMax() {
        return group.sessionMs();
    }

    @Override
    public boolean atLogEnd(Partition partition) {
        Long position = positions.get(partition);
        return position != null && position == process.cluster().log(partition).end();
    }

    @Override
    public void wakeup() {}

    @Override
    public void close(boolean leave) {
        SimMember current = member;
        process.local("close", () -> null);
        if (leave && current != null) {
            group.leave(current);
        }
        member = null;
    }
}
