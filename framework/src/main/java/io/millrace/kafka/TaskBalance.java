package io.millrace.kafka;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who should have which task: the numbers differ by one at most; within that, a task stays where it is; within that, it
 * goes where its state is; within that, to the process with the fewest. The same input gives the same result anywhere.
 */
final class TaskBalance {
    /**
     * A member.
     *
     * @param owned tasks it has now
     * @param report what it says of itself
     */
    record Member(String id, Set<Integer> owned, TaskReport report) {
        String process() {
            return report.process();
        }
    }

    private final List<Member> members;
    private final NavigableSet<Integer> open = new TreeSet<>();
    private final Map<String, NavigableSet<Integer>> given = new LinkedHashMap<>();
    private final Map<String, Integer> ofProcess = new HashMap<>();
    private final int share;

    /** How many members may have one task more than the share. */
    private int extras;

    private TaskBalance(List<Member> members, int tasks) {
        this.members = members;
        this.share = tasks / members.size();
        this.extras = tasks % members.size();
        for (int task = 0; task < tasks; task++) {
            open.add(task);
        }
        members.forEach(member -> given.put(member.id(), new TreeSet<>()));
    }

    /**
     * Shares out the tasks 0 to {@code tasks} - 1.
     *
     * @param members in an order that does not depend on who asks; a task is owned by one of them at most
     */
    static Map<String, NavigableSet<Integer>> of(List<Member> members, int tasks) {
        if (members.isEmpty()) {
            return Map.of();
        }
        TaskBalance balance = new TaskBalance(members, tasks);
        balance.keepWhatIsOwned();
        balance.goWhereStateIs();
        balance.fillUp();
        return balance.given;
    }

    private void keepWhatIsOwned() {
        Map<Member, List<Integer>> more = new LinkedHashMap<>();
        for (Member member : members) {
            List<Integer> owned = new ArrayList<>(member.owned());
            owned.retainAll(open);
            owned.sort(comparing((Integer task) -> knownElsewhere(task, member)).thenComparing(task -> task));
            int kept = Math.min(share, owned.size());
            owned.subList(0, kept).forEach(task -> give(task, member));
            if (kept < owned.size()) {
                more.put(member, owned.subList(kept, owned.size()));
            }
        }
        while (extras > 0 && !more.isEmpty()) {
            Member next =
                    more.keySet().stream().min(comparingInt(this::processLoad)).orElseThrow();
            give(more.remove(next).get(0), next);
        }
    }

    private void goWhereStateIs() {
        for (int task : List.copyOf(open)) {
            withRoom()
                    .filter(member -> member.report().checkpoints().containsKey(task))
                    .max(comparingLong((Member m) -> m.report().checkpoints().get(task))
                            .thenComparing(emptiest().reversed()))
                    .ifPresent(member -> give(task, member));
        }
    }

    private void fillUp() {
        for (int task : List.copyOf(open)) {
            Optional<Member> emptiest = withRoom().min(emptiest());
            give(task, emptiest.orElseThrow());
        }
    }

    private Stream<Member> withRoom() {
        return members.stream().filter(member -> load(member) < share || load(member) == share && extras > 0);
    }

    private Comparator<Member> emptiest() {
        return comparingInt(this::load).thenComparingInt(this::processLoad).thenComparing(Member::id);
    }

    private boolean knownElsewhere(int task, Member owner) {
        return members.stream()
                .anyMatch(other -> !other.process().equals(owner.process())
                        && other.report().checkpoints().containsKey(task));
    }

    private int load(Member member) {
        return given.get(member.id()).size();
    }

    private int processLoad(Member member) {
        return ofProcess.getOrDefault(member.process(), 0);
    }

    private void give(int task, Member member) {
        if (load(member) == share) {
            extras--;
        }
        open.remove(task);
        given.get(member.id()).add(task);
        ofProcess.merge(member.process(), 1, Integer::sum);
    }
}
