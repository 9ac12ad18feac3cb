package io.millrace.kafka;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Assigns whole tasks: all inputs of one partition number go to one member. A task stays with its owner, else goes where
 * its state is on disk. Cooperative: a partition is given only when nobody claims it, or to the one who owns it; the
 * member that has to give it up revokes it, rejoins, and the next rebalance hands it over. Who is to have a task without
 * having its state fetches that first, while the owner works on; then it asks for the task. Who is about to leave has no
 * share, and keeps what it has in the same way until others can take it.
 *
 * <p>While a service is being rolled, members may subscribe to different topics. A task is then shared out as ever, and
 * an input its owner does not know yet waits.
 *
 * <p>Public for the client, which makes it by reflection.
 */
public final class StickyTaskAssignor implements ConsumerPartitionAssignor, Configurable {
    /** Consumer property: a {@link LocalTasks}. */
    static final String LOCAL_TASKS = "millrace.local.tasks";

    /** Consumer property: the process' name. */
    static final String PROCESS = "millrace.process";

    /** Consumer property: a {@link RebalanceWatch}. */
    static final String WATCH = "millrace.rebalance.watch";

    private LocalTasks local = LocalTasks.NONE;
    private String process = "";
    private RebalanceWatch watch = new RebalanceWatch();

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(LOCAL_TASKS) instanceof LocalTasks given) {
            local = given;
        }
        if (configs.get(PROCESS) instanceof String given) {
            process = given;
        }
        if (configs.get(WATCH) instanceof RebalanceWatch given) {
            watch = given;
        }
    }

    @Override
    public String name() {
        return "millrace-sticky-task";
    }

    @Override
    public short version() {
        return 1;
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE);
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        watch.joins();
        long missingMax = watch.patient() ? local.missingMax() : Long.MAX_VALUE;
        return new TaskReport(process, local.checkpoints(), missingMax, watch.retires()).write();
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        watch.assigned(TaskNote.of(assignment));
    }

    @Override
    public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
        Map<String, Subscription> subscriptions = group.groupSubscription();
        Map<String, Integer> partitions = partitionCounts(cluster, subscriptions);
        Claims claims = new Claims(subscriptions);
        int tasks = partitions.values().stream().mapToInt(n -> n).max().orElse(0);

        List<TaskBalance.Member> members = members(subscriptions, claims);
        List<TaskBalance.Member> staying =
                members.stream().filter(member -> !member.report().retires()).toList();
        boolean alone = staying.isEmpty();
        Map<String, NavigableSet<Integer>> shares = TaskBalance.of(alone ? members : staying, tasks);
        members.forEach(member -> shares.computeIfAbsent(member.id(), retires -> new TreeSet<>()));
        Map<String, Set<Integer>> announced = keepUntilWarm(shares, members);
        Map<String, Assignment> assigned = new HashMap<>();
        shares.forEach((member, wanted) -> assigned.put(
                member,
                assignment(
                        member,
                        wanted,
                        new TaskNote(false, announced.getOrDefault(member, Set.of()), Set.of(), alone),
                        subscriptions,
                        partitions,
                        claims)));
        return new GroupAssignment(assigned);
    }

    /** Tasks whose new member lacks too much of their state stay with their owner, and are announced to the new one. */
    private static Map<String, Set<Integer>> keepUntilWarm(
            Map<String, NavigableSet<Integer>> shares, List<TaskBalance.Member> members) {
        Map<String, Set<Integer>> announced = new HashMap<>();
        for (TaskBalance.Member owner : members) {
            for (TaskBalance.Member next : members) {
                Set<Integer> taken = new TreeSet<>(shares.get(next.id()));
                taken.retainAll(owner.owned());
                taken.removeIf(task -> next == owner
                        || owner.report().checkpoint(task) - next.report().checkpoint(task)
                                <= next.report().missingMax());
                if (!taken.isEmpty()) {
                    shares.get(next.id()).removeAll(taken);
                    shares.get(owner.id()).addAll(taken);
                    announced
                            .computeIfAbsent(next.id(), none -> new TreeSet<>())
                            .addAll(taken);
                }
            }
        }
        return announced;
    }

    private static Assignment assignment(
            String member,
            Set<Integer> wanted,
            TaskNote note,
            Map<String, Subscription> subscriptions,
            Map<String, Integer> partitions,
            Claims claims) {
        Set<TopicPartition> given = new LinkedHashSet<>();
        Set<Integer> coming = new TreeSet<>();
        Subscription subscription = subscriptions.get(member);
        boolean takes = false;
        if (subscription != null) {
            for (int task : wanted) {
                for (String topic : new TreeSet<>(subscription.topics())) {
                    TopicPartition at = new TopicPartition(topic, task);
                    if (task < partitions.getOrDefault(topic, 0)) {
                        if (claims.mayHave(at, member)) {
                            given.add(at);
                        } else {
                            coming.add(task);
                        }
                    }
                }
            }
            takes = !given.containsAll(subscription.ownedPartitions());
        }
        return new Assignment(List.copyOf(given), new TaskNote(takes, note.announced(), coming, note.alone()).write());
    }

    private static Map<String, Integer> partitionCounts(Cluster cluster, Map<String, Subscription> subscriptions) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Subscription subscription : subscriptions.values()) {
            for (String topic : subscription.topics()) {
                Integer count = cluster.partitionCountForTopic(topic);
                counts.put(topic, count == null ? 0 : count);
            }
        }
        return counts;
    }

    private static List<TaskBalance.Member> members(Map<String, Subscription> subscriptions, Claims claims) {
        Map<Integer, String> owners = claims.taskOwners();
        return subscriptions.entrySet().stream()
                // A static member keeps its place in the order across restarts.
                .sorted(Comparator.comparing((Map.Entry<String, Subscription> e) ->
                                e.getValue().groupInstanceId().orElse(""))
                        .thenComparing(Map.Entry::getKey))
                .map(e -> {
                    Set<Integer> owned = new TreeSet<>();
                    owners.forEach((task, owner) -> {
                        if (owner.equals(e.getKey())) {
                            owned.add(task);
                        }
                    });
                    return new TaskBalance.Member(
                            e.getKey(), owned, TaskReport.read(e.getValue().userData()));
                })
                .toList();
    }

    /** Which member says it owns what. A claim of a newer generation beats an older one; two equal ones are void. */
    private static final class Claims {
        private record Claim(@Nullable String owner, int generation) {}

        private final Map<TopicPartition, Claim> best = new HashMap<>();

        Claims(Map<String, Subscription> subscriptions) {
            subscriptions.forEach((member, subscription) -> {
                int generation = subscription.generationId().orElse(-1);
                for (TopicPartition at : subscription.ownedPartitions()) {
                    best.merge(
                            at,
                            new Claim(member, generation),
                            (a, b) -> a.generation() == b.generation()
                                    ? new Claim(null, a.generation())
                                    : a.generation() > b.generation() ? a : b);
                }
            });
        }

        /** Whoever claims a partition must give it up before another gets it, also if the claim is void. */
        boolean mayHave(TopicPartition at, String member) {
            Claim claim = best.get(at);
            return claim == null || member.equals(claim.owner());
        }

        /** The member that owns most of a task's partitions; the smaller id if two own the same number. */
        Map<Integer, String> taskOwners() {
            Map<Integer, Map<String, Integer>> counts = new TreeMap<>();
            best.forEach((at, claim) -> {
                if (claim.owner() != null) {
                    counts.computeIfAbsent(at.partition(), task -> new TreeMap<>())
                            .merge(claim.owner(), 1, Integer::sum);
                }
            });
            Map<Integer, String> owners = new TreeMap<>();
            counts.forEach((task, byMember) -> {
                int most = byMember.values().stream().mapToInt(n -> n).max().orElseThrow();
                byMember.entrySet().stream()
                        .filter(e -> e.getValue() == most)
                        .findFirst()
                        .ifPresent(e -> owners.put(task, e.getKey()));
            });
            return owners;
        }
    }
}
