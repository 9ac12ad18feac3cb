package io.millrace.testkit.sim;

import io.millrace.port.InputLog.Retirement;
import io.millrace.port.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The group coordinator, classic protocol with cooperative rebalances: generations, static and dynamic members, session
 * time-outs. A partition that moves is first taken from its owner, and given on in the next generation.
 */
final class SimGroup {
    private final SimLoop loop;
    private final List<String> topics;
    private final int partitions;
    private final long sessionMs;
    private final long rebalanceMs;
    private final boolean announces;
    private final TreeMap<String, SimMember> members = new TreeMap<>();
    private int generation;
    private int named;
    private boolean preparing;
    private long preparingSinceMs;

    /** What a member hears when it asks. */
    enum Answer {
        STABLE,
        REJOIN,
        UNKNOWN,
        FENCED
    }

    /** How long members may be silent, and how long a rebalance waits for them. */
    record Timeouts(long sessionMs, long rebalanceMs) {}

    /**
     * @param announces whether some of what moves is announced first
     */
    SimGroup(SimLoop loop, List<String> topics, int partitions, Timeouts timeouts, boolean announces) {
        this.announces = announces;
        this.loop = loop;
        this.topics = List.copyOf(topics);
        this.partitions = partitions;
        this.sessionMs = timeouts.sessionMs();
        this.rebalanceMs = timeouts.rebalanceMs();
    }

    /** Who was not heard of for so long is no member any more. */
    long sessionMs() {
        return sessionMs;
    }

    /** A new member; one with the instance of another takes its place without a rebalance. */
    SimMember join(@Nullable String instance, String transactionalId) {
        SimMember member = new SimMember(
                "m" + ++named, instance, transactionalId, loop.clock().ms());
        SimMember replaced = instance == null ? null : byInstance(instance);
        members.put(member.id, member);
        if (replaced != null) {
            replaced.fenced = true;
            members.remove(replaced.id);
            member.target = replaced.target;
            member.mustJoinAgain = replaced.mustJoinAgain;
            member.announced = replaced.announced;
            member.coming = replaced.coming;
            member.joined = preparing && replaced.joined;
            if (!preparing) {
                return member;
            }
        }
        prepare();
        return member;
    }

    Answer ask(SimMember member) {
        if (member.fenced) {
            return Answer.FENCED;
        }
        if (member.gone) {
            return Answer.UNKNOWN;
        }
        member.seenMs = loop.clock().ms();
        return preparing && !member.joined ? Answer.REJOIN : Answer.STABLE;
    }

    void rejoin(SimMember member, Set<Partition> owned) {
        member.reported = new TreeSet<>(owned);
        member.joined = true;
        finishIfAllJoined();
    }

    /** Whether there is an assignment that the member has not heard of. */
    boolean hasNews(SimMember member) {
        return !preparing && member.generation != generation;
    }

    /** Whether the member has joined a rebalance and waits for others. */
    boolean waits(SimMember member) {
        return preparing && member.joined;
    }

    void hear(SimMember member) {
        member.generation = generation;
    }

    /** A member gave partitions up: whoever waits for them gets them in a new generation. */
    void prepare() {
        if (!preparing) {
            preparing = true;
            preparingSinceMs = loop.clock().ms();
            members.values().forEach(member -> member.joined = false);
            loop.trace().add("group", "rebalance begins");
        }
    }

    void leave(SimMember member) {
        if (members.remove(member.id) != null) {
            member.gone = true;
            prepare();
            finishIfAllJoined();
        }
    }

    /** The check that a transaction's offsets have to pass: a current member of the current generation. */
    boolean accepts(SimMember member) {
        return !member.fenced && !member.gone && member.generation == generation;
    }

    Set<String> liveTransactionalIds() {
        Set<String> ids = new TreeSet<>();
        members.values().forEach(member -> ids.add(member.transactionalId));
        return ids;
    }

    /** The member of that transactional id, if there is one. */
    @Nullable
    SimMember byTransactionalId(String id) {
        return members.values().stream()
                .filter(member -> member.transactionalId.equals(id))
                .findFirst()
                .orElse(null);
    }

    Collection<SimMember> members() {
        return members.values();
    }

    /** Removes members that were silent for too long, or that a rebalance has waited for in vain. */
    void tick() {
        long now = loop.clock().ms();
        List<SimMember> silent = List.of();
        for (SimMember member : members.values()) {
            boolean late = preparing && !member.joined && now - preparingSinceMs > rebalanceMs;
            if (now - member.seenMs > sessionMs || late) {
                silent = silent.isEmpty() ? new ArrayList<>() : silent;
                silent.add(member);
            }
        }
        for (SimMember member : silent) {
            loop.trace().add("group", "evicts " + member.id + " " + member.transactionalId);
            leave(member);
        }
    }

    private @Nullable SimMember byInstance(String instance) {
        return members.values().stream()
                .filter(member -> instance.equals(member.instance))
                .findFirst()
                .orElse(null);
    }

    private void finishIfAllJoined() {
        if (!preparing || members.values().stream().anyMatch(member -> !member.joined)) {
            return;
        }
        preparing = false;
        generation++;
        Map<Integer, SimMember> ideal = spread();
        for (SimMember member : members.values()) {
            member.target = new TreeSet<>();
            member.announced = new TreeSet<>();
            member.coming = new TreeSet<>();
        }
        if (announces) {
            ideal.replaceAll(this::announced);
        }
        for (Map.Entry<Integer, SimMember> entry : ideal.entrySet()) {
            for (String topic : topics) {
                Partition partition = new Partition(topic, entry.getKey());
                boolean held = members.values().stream()
                        .anyMatch(other -> other != entry.getValue() && other.reported.contains(partition));
                if (held) {
                    entry.getValue().coming.add(entry.getKey());
                } else {
                    entry.getValue().target.add(partition);
                }
            }
        }
        for (SimMember member : members.values()) {
            member.mustJoinAgain = !member.target.containsAll(member.reported);
            member.patient = true;
            if (member.retires) {
                member.retirement = staying().isEmpty() ? Retirement.ALONE : Retirement.GRANTED;
            }
        }
        loop.trace().add("group", "generation " + generation + " of " + members.keySet());
    }

    /** Whether it tells members of tasks before they come, and lets them leave one by one. */
    boolean announces() {
        return announces;
    }

    /** Some of what moves stays with its owner until the new one says that it is warm; some announcements come to nothing. */
    private SimMember announced(int task, SimMember next) {
        Partition first = new Partition(topics.get(0), task);
        for (SimMember owner : members.values()) {
            if (owner != next && owner.reported.contains(first) && next.patient && loop.chance(2)) {
                next.announced.add(task);
                return owner;
            }
        }
        return next;
    }

    private List<SimMember> staying() {
        return members.values().stream().filter(member -> !member.retires).toList();
    }

    /** Tasks to members: fair in number, with their owner where that is fair, now and then moved for no reason. */
    private Map<Integer, SimMember> spread() {
        Map<Integer, SimMember> owners = new TreeMap<>();
        if (members.isEmpty()) {
            return owners;
        }
        List<SimMember> all = staying().isEmpty() ? new ArrayList<>(members.values()) : staying();
        int most = (partitions + all.size() - 1) / all.size();
        Map<SimMember, Integer> load = new HashMap<>();
        for (int task = 0; task < partitions; task++) {
            Partition first = new Partition(topics.get(0), task);
            for (SimMember member : all) {
                boolean keeps = member.reported.contains(first) && !loop.chance(5);
                if (keeps && load.getOrDefault(member, 0) < most) {
                    owners.put(task, member);
                    load.merge(member, 1, Integer::sum);
                }
            }
        }
        for (int task = 0; task < partitions; task++) {
            if (!owners.containsKey(task)) {
                SimMember least = all.get(loop.random().nextInt(all.size()));
                for (SimMember member : all) {
                    if (load.getOrDefault(member, 0) < load.getOrDefault(least, 0)) {
                        least = member;
                    }
                }
                owners.put(task, least);
                load.merge(least, 1, Integer::sum);
            }
        }
        return owners;
    }
}
