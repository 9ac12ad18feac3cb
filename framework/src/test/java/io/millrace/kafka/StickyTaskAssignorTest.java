package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StickyTaskAssignorTest {
    private static final List<String> BOTH = List.of("a", "b");

    private final Map<String, Integer> counts = new TreeMap<>(Map.of("a", 6, "b", 6));
    private final Map<String, Subscription> members = new TreeMap<>();

    private static Subscription member(
            List<String> topics, Set<TopicPartition> owned, int generation, ByteBuffer report) {
        return new Subscription(topics, report, List.copyOf(owned), generation, Optional.empty());
    }

    private static ByteBuffer report(String process, Map<Integer, Long> local) {
        return new TaskReport(process, local, Long.MAX_VALUE, false).write();
    }

    private static Set<TopicPartition> tasks(int... numbers) {
        Set<TopicPartition> all = new HashSet<>();
        for (int n : numbers) {
            BOTH.forEach(topic -> all.add(new TopicPartition(topic, n)));
        }
        return all;
    }

    private Map<String, Set<TopicPartition>> assign() {
        Map<String, Set<TopicPartition>> result = new TreeMap<>();
        assignments().forEach((m, a) -> {
            result.put(m, new HashSet<>(a.partitions()));
            assertThat(result.get(m)).as("no duplicates").hasSameSizeAs(a.partitions());
            boolean takes = !result.get(m).containsAll(members.get(m).ownedPartitions());
            assertThat(TaskNote.of(a).joinAgain())
                    .as("whoever is to give something up is told to join again, nobody else")
                    .isEqualTo(takes);
        });
        return result;
    }

    private Map<String, Assignment> assignments() {
        List<PartitionInfo> infos = new ArrayList<>();
        Node node = new Node(0, "h", 1);
        counts.forEach((topic, n) -> {
            for (int p = 0; p < n; p++) {
                infos.add(new PartitionInfo(topic, p, node, new Node[] {node}, new Node[] {node}));
            }
        });
        Cluster cluster = new Cluster("c", List.of(node), infos, Set.of(), Set.of());
        Map<String, Assignment> assigned = new StickyTaskAssignor()
                .assign(cluster, new GroupSubscription(members))
                .groupAssignment();
        assertThat(assigned.keySet()).isEqualTo(members.keySet());
        return assigned;
    }

    private static Set<Integer> numbers(Set<TopicPartition> partitions) {
        Set<Integer> numbers = new TreeSet<>();
        partitions.forEach(p -> numbers.add(p.partition()));
        return numbers;
    }

    @Test
    void oneMemberGetsAll() {
        members.put("m1", member(BOTH, Set.of(), -1, report("p1", Map.of())));
        assertThat(assign().get("m1")).isEqualTo(tasks(0, 1, 2, 3, 4, 5));
    }

    @Test
    void aNewMemberGetsNothingBeforeItIsGivenUp() {
        members.put("m1", member(BOTH, tasks(0, 1, 2, 3, 4, 5), 1, report("p1", Map.of())));
        members.put("m2", member(BOTH, Set.of(), -1, report("p2", Map.of())));
        Map<String, Set<TopicPartition>> first = assign();
        assertThat(first.get("m1")).isEqualTo(tasks(0, 1, 2));
        assertThat(first.get("m2")).isEmpty();

        members.put("m1", member(BOTH, first.get("m1"), 2, report("p1", Map.of())));
        assertThat(assign().get("m2")).isEqualTo(tasks(3, 4, 5));
    }

    @Test
    void aReturningMemberGetsWhatItHasOnDisk() {
        members.put("m1", member(BOTH, tasks(0, 1, 2, 3, 4, 5), 1, report("p1", Map.of())));
        members.put("m2", member(BOTH, Set.of(), -1, report("p2", Map.of(0, 5L, 2, 5L, 4, 5L))));
        Map<String, Set<TopicPartition>> first = assign();
        assertThat(first.get("m1")).isEqualTo(tasks(1, 3, 5));
        members.put("m1", member(BOTH, first.get("m1"), 2, report("p1", Map.of())));
        assertThat(assign().get("m2")).isEqualTo(tasks(0, 2, 4));
    }

    private static ByteBuffer waiting(String process, Map<Integer, Long> local) {
        return new TaskReport(process, local, 100, false).write();
    }

    private Set<Integer> announcedTo(String member) {
        return TaskNote.of(assignments().get(member)).announced();
    }

    @Test
    void whoLacksTheStateIsTakenNothingForBeforeItHasFetchedIt() {
        Map<Integer, Long> all = Map.of(0, 900L, 1, 900L, 2, 900L, 3, 900L, 4, 900L, 5, 900L);
        members.put("m1", member(BOTH, tasks(0, 1, 2, 3, 4, 5), 1, waiting("p1", all)));
        members.put("m2", member(BOTH, Set.of(), -1, waiting("p2", Map.of())));
        assertThat(assign().get("m1")).isEqualTo(tasks(0, 1, 2, 3, 4, 5));
        assertThat(announcedTo("m1")).isEmpty();
        assertThat(announcedTo("m2")).containsExactlyInAnyOrder(3, 4, 5);

        // Two of three are warm: these move, and the third is fetched on.
        members.put("m2", member(BOTH, Set.of(), 2, waiting("p2", Map.of(3, 899L, 4, 800L, 5, 799L))));
        assertThat(assign().get("m1")).isEqualTo(tasks(0, 1, 2, 5));
        assertThat(announcedTo("m2")).containsExactly(5);
        assertThat(TaskNote.of(assignments().get("m2")).coming()).containsExactlyInAnyOrder(3, 4);
        members.put("m1", member(BOTH, tasks(0, 1, 2, 5), 3, waiting("p1", all)));
        assertThat(assign().get("m2")).isEqualTo(tasks(3, 4));
    }

    private static ByteBuffer retiring(String process, Map<Integer, Long> local) {
        return new TaskReport(process, local, 100, true).write();
    }

    @Test
    void whoLeavesKeepsATaskUntilAnotherHasItsState() {
        Map<Integer, Long> all = Map.of(0, 900L, 1, 900L, 2, 900L, 3, 900L, 4, 900L, 5, 900L);
        members.put("m1", member(BOTH, tasks(0, 1, 2), 1, retiring("p1", all)));
        members.put("m2", member(BOTH, tasks(3, 4, 5), 1, waiting("p2", Map.of(0, 850L))));
        Map<String, Set<TopicPartition>> first = assign();
        assertThat(first.get("m1")).isEqualTo(tasks(1, 2));
        assertThat(first.get("m2")).isEqualTo(tasks(3, 4, 5));
        assertThat(TaskNote.of(assignments().get("m2")).coming()).containsExactly(0);
        assertThat(announcedTo("m2")).containsExactlyInAnyOrder(1, 2);
        assertThat(TaskNote.of(assignments().get("m1")).alone()).isFalse();

        members.put("m1", member(BOTH, tasks(1, 2), 2, retiring("p1", all)));
        members.put("m2", member(BOTH, tasks(3, 4, 5), 2, waiting("p2", Map.of(0, 850L, 1, 890L, 2, 890L))));
        assertThat(assign().get("m1")).isEmpty();
        members.put("m1", member(BOTH, Set.of(), 3, retiring("p1", all)));
        assertThat(assign().get("m2")).isEqualTo(tasks(0, 1, 2, 3, 4, 5));
    }

    @Test
    void whereAllLeaveNobodyWaits() {
        members.put("m1", member(BOTH, tasks(0, 1, 2), 1, retiring("p1", Map.of())));
        members.put("m2", member(BOTH, tasks(3, 4, 5), 1, retiring("p2", Map.of())));
        assertThat(assign().get("m1")).isEqualTo(tasks(0, 1, 2));
        assertThat(assignments().values())
                .allSatisfy(told -> assertThat(TaskNote.of(told).alone()).isTrue());
    }

    @Test
    void whoDoesNotWaitIsGivenItAtOnce() {
        members.put("m1", member(BOTH, tasks(0, 1, 2, 3, 4, 5), 1, waiting("p1", Map.of(5, 900L))));
        members.put("m2", member(BOTH, Set.of(), -1, report("p2", Map.of())));
        assertThat(assign().get("m1")).isEqualTo(tasks(0, 1, 2));
        assertThat(announcedTo("m2")).isEmpty();
    }

    @Test
    void whatNobodyWorksOnWaitsForNobody() {
        members.put("m1", member(BOTH, tasks(0, 1), 1, waiting("p1", Map.of(0, 900L, 1, 900L, 2, 900L, 3, 900L))));
        members.put("m2", member(BOTH, Set.of(), -1, waiting("p2", Map.of())));
        assertThat(numbers(assign().get("m2"))).hasSize(3);
        assertThat(announcedTo("m2")).isEmpty();
    }

    @Test
    void theNewestCheckpointWins() {
        members.put("m1", member(BOTH, Set.of(), -1, report("p1", Map.of(0, 10L, 1, 10L, 2, 10L, 3, 1L))));
        members.put("m2", member(BOTH, Set.of(), -1, report("p2", Map.of(0, 5L, 1, 5L, 3, 2L, 4, 1L))));
        Map<String, Set<TopicPartition>> assigned = assign();
        assertThat(numbers(assigned.get("m1"))).contains(0, 1, 2);
        assertThat(numbers(assigned.get("m2"))).contains(3, 4);
    }

    @Test
    void processesAreSharedOutEvenlyToo() {
        for (String m : List.of("m1", "m2")) {
            members.put(m, member(BOTH, Set.of(), -1, report("p1", Map.of())));
        }
        for (String m : List.of("m3", "m4")) {
            members.put(m, member(BOTH, Set.of(), -1, report("p2", Map.of())));
        }
        Map<String, Set<TopicPartition>> assigned = assign();
        assertThat(assigned.get("m1").size() + assigned.get("m2").size()).isEqualTo(6);
    }

    @Test
    void anOlderGenerationsClaimIsNoOwnershipButBlocks() {
        members.put("m1", member(BOTH, tasks(0, 1, 2), 3, report("p1", Map.of())));
        members.put("m2", member(BOTH, tasks(2, 3, 4, 5), 4, report("p2", Map.of())));
        Map<String, Set<TopicPartition>> assigned = assign();
        assertThat(assigned.get("m1")).isEqualTo(tasks(0, 1));
        assertThat(assigned.get("m2")).isEqualTo(tasks(2, 3, 4));
    }

    @Test
    void twoEqualClaimsAreVoid() {
        members.put("m1", member(BOTH, tasks(0, 1, 2), 3, report("p1", Map.of())));
        members.put("m2", member(BOTH, tasks(2, 3, 4), 3, report("p2", Map.of())));
        Map<String, Set<TopicPartition>> assigned = assign();
        assertThat(numbers(assigned.get("m1"))).doesNotContain(2);
        assertThat(numbers(assigned.get("m2"))).doesNotContain(2);
    }

    @Test
    void aMemberThatDoesNotKnowAnInputYetGetsTheRestOfTheTask() {
        members.put("m1", member(List.of("a"), Set.of(), -1, report("p1", Map.of())));
        members.put("m2", member(BOTH, Set.of(), -1, report("p2", Map.of())));
        Map<String, Set<TopicPartition>> assigned = assign();
        assertThat(assigned.get("m1")).hasSize(3).allMatch(p -> p.topic().equals("a"));
        assertThat(assigned.get("m2")).hasSize(6);
        assertThat(numbers(assigned.get("m1"))).doesNotContainAnyElementsOf(numbers(assigned.get("m2")));
    }

    @Test
    void membersWithoutAReportAndTopicsWithoutPartitionsAreFine() {
        counts.remove("b");
        members.put("m1", member(BOTH, Set.of(), -1, ByteBuffer.wrap(new byte[] {99, 1, 2})));
        members.put("m2", new Subscription(BOTH, null, List.of()));
        Map<String, Set<TopicPartition>> assigned = assign();
        assertThat(assigned.get("m1")).hasSize(3);
        assertThat(assigned.get("m2")).hasSize(3);
        counts.clear();
        assertThat(assign().values()).allMatch(Set::isEmpty);
    }

    /** A group through random joins, leaves, crashes and missed rebalances. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void historiesKeepTheRules(long seed) {
        Random random = new Random(seed);
        int tasks = 1 + random.nextInt(20);
        counts.replaceAll((topic, n) -> tasks);
        Map<String, Map<Integer, Long>> disks = new HashMap<>();
        int generation = 0;
        for (int step = 0; step < 60; step++) {
            generation++;
            change(random, disks, generation);
            if (members.isEmpty()) {
                continue;
            }
            Map<String, Set<TopicPartition>> stable = settle(generation, "seed " + seed + " step " + step);
            generation += 10;
            assertBalanced(stable, tasks, seed);
            assertThat(settle(generation, "again"))
                    .as("nothing moves without a reason")
                    .isEqualTo(stable);
            generation += 10;
        }
    }

    private void change(Random random, Map<String, Map<Integer, Long>> disks, int generation) {
        String name = "m" + random.nextInt(8);
        if (members.remove(name) == null) {
            Map<Integer, Long> disk = disks.computeIfAbsent(name, n -> new TreeMap<>());
            for (int i = random.nextInt(4); i > 0; i--) {
                disk.put(random.nextInt(20), random.nextLong(100));
            }
            members.put(name, member(BOTH, Set.of(), generation, report("p" + name, disk)));
        }
    }

    /** Rebalances until nobody has to give up anything. */
    private Map<String, Set<TopicPartition>> settle(int generation, String when) {
        for (int round = 0; round < 3; round++) {
            Map<String, Set<TopicPartition>> before = new TreeMap<>();
            members.forEach((m, s) -> before.put(m, new HashSet<>(s.ownedPartitions())));
            Map<String, Set<TopicPartition>> after = assign();
            assertCooperative(before, after, when);
            boolean moved = false;
            for (String m : List.copyOf(members.keySet())) {
                moved |= !after.get(m).equals(before.get(m));
                Subscription s = members.get(m);
                members.put(m, member(BOTH, after.get(m), generation + round, s.userData()));
            }
            if (!moved) {
                return after;
            }
        }
        Map<String, Set<TopicPartition>> last = assign();
        members.forEach((m, s) -> assertThat(new HashSet<>(s.ownedPartitions()))
                .as(when + ": settles in three rounds")
                .isEqualTo(last.get(m)));
        return last;
    }

    private static void assertCooperative(
            Map<String, Set<TopicPartition>> before, Map<String, Set<TopicPartition>> after, String when) {
        Set<TopicPartition> given = new HashSet<>();
        after.forEach((m, partitions) -> partitions.forEach(p -> {
            assertThat(given.add(p)).as(when + ": one owner for " + p).isTrue();
            before.forEach((other, had) -> assertThat(other.equals(m) || !had.contains(p))
                    .as(when + ": " + p + " goes to " + m + " while " + other + " has it")
                    .isTrue());
        }));
    }

    private static void assertBalanced(Map<String, Set<TopicPartition>> assigned, int tasks, long seed) {
        Set<TopicPartition> all = new HashSet<>();
        assigned.values().forEach(all::addAll);
        assertThat(all).as("seed " + seed).hasSize(2 * tasks);
        assigned.values().forEach(p -> {
            int n = numbers(p).size();
            assertThat(p).as("whole tasks").hasSize(2 * n);
            assertThat(n).isBetween(tasks / assigned.size(), (tasks + assigned.size() - 1) / assigned.size());
        });
    }

    @Test
    void noMoreMovesThanBalanceNeeds() {
        counts.replaceAll((topic, n) -> 12);
        for (int m = 0; m < 3; m++) {
            members.put(
                    "m" + m, member(BOTH, tasks(4 * m, 4 * m + 1, 4 * m + 2, 4 * m + 3), 1, report("p" + m, Map.of())));
        }
        members.put("m3", member(BOTH, Set.of(), -1, report("p3", Map.of())));
        Map<String, Set<TopicPartition>> assigned = assign();
        for (int m = 0; m < 3; m++) {
            assertThat(numbers(assigned.get("m" + m))).hasSize(3).allMatch(numbers(tasksOf(m))::contains);
        }
    }

    private static Set<TopicPartition> tasksOf(int m) {
        return tasks(4 * m, 4 * m + 1, 4 * m + 2, 4 * m + 3);
    }

    @Test
    void aReportIsBoundedAndSurvivesItsTrip() {
        Map<Integer, Long> many = new TreeMap<>();
        for (int task = 0; task < 5_000; task++) {
            many.put(task, task * 3L);
        }
        ByteBuffer written = new TaskReport("pod-0", many, 7, true).write();
        assertThat(written.remaining()).isLessThan(13_000);
        TaskReport read = TaskReport.read(written);
        assertThat(read.process()).isEqualTo("pod-0");
        assertThat(read.missingMax()).isEqualTo(7);
        assertThat(read.retires()).isTrue();
        assertThat(read.checkpoints()).hasSize(TaskReport.TASKS_MAX).containsEntry(999, 2_997L);
        // A member of a version that does not know of it does not wait.
        ByteBuffer older = written.duplicate().limit(written.limit() - Long.BYTES);
        assertThat(TaskReport.read(older).missingMax()).isEqualTo(Long.MAX_VALUE);
        for (int cut = 0; cut < 40; cut++) {
            assertThat(TaskReport.read(written.duplicate().limit(cut))).isEqualTo(TaskReport.NONE);
        }
    }
}
