package io.millrace.chaos.record;

import io.millrace.chaos.wire.Event;
import io.millrace.chaos.wire.Linked;
import io.millrace.chaos.wire.Tallied;
import io.millrace.testkit.check.Chain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is committed with the input, for programs of whose transactions and state the checker knows nothing:
 * tallies are the fold of the input; in both outputs n of each key grows by one; each input is there once. First the
 * inputs, then the outputs, each partition in the order of its log.
 */
public final class Exactness {
    private static final int TOLD_MAX = 5;

    private final Map<Long, Tallied> tallies = new HashMap<>();
    private final Map<Long, String> groups = new HashMap<>();
    private final Map<String, Tallied> lasts = new HashMap<>();
    private final Map<String, Long> tallied = new HashMap<>();
    private final Map<String, Long> linked = new HashMap<>();
    private final Set<Long> links = new HashSet<>();
    private final List<String> differences = new ArrayList<>();
    private int untold;

    /** An input: it must be tallied as the next one of its key. */
    public void input(String key, int partition, long offset, Event event) {
        @Nullable Tallied last = lasts.get(key);
        Tallied next = new Tallied(
                event.uid(),
                partition,
                offset,
                event.at(),
                last == null ? 1 : last.n() + 1,
                event.amount() + (last == null ? 0 : last.sum()),
                Chain.next(last == null ? 0 : last.chain(), event.uid(), partition, offset));
        lasts.put(key, next);
        tallies.put(event.uid(), next);
        groups.put(event.uid(), event.group());
    }

    /** An output to an input. */
    public void tallied(String key, Tallied output) {
        expect(output.equals(tallies.remove(output.uid())), "no such tally of " + key + ", or not the first", output);
        expect(follows(tallied, key, output.n()), "n of " + key + " does not grow by one", output);
    }

    /** An output to a copy. */
    public void linked(String group, Linked output) {
        expect(
                group.equals(groups.get(output.uid())) && links.add(output.uid()),
                "no such link of " + group + ", or not the first",
                output);
        expect(follows(linked, group, output.n()), "n of " + group + " does not grow by one", output);
    }

    private static boolean follows(Map<String, Long> last, String key, long n) {
        Long before = last.put(key, n);
        return n == (before == null ? 0 : before) + 1;
    }

    /** All that is not as it must be; empty if every input has counted exactly once. */
    public List<String> differences() {
        List<String> all = new ArrayList<>(differences);
        if (untold > 0) {
            all.add("and " + untold + " more like these");
        }
        if (!tallies.isEmpty()) {
            all.add(tallies.size() + " inputs are in no tally, "
                    + tallies.values().iterator().next() + " for one");
        }
        if (links.size() < groups.size()) {
            all.add(groups.size() - links.size() + " inputs are in no link");
        }
        return all;
    }

    private void expect(boolean holds, String what, Record output) {
        if (holds) {
            return;
        }
        if (differences.size() < TOLD_MAX) {
            differences.add(what + ": " + output);
        } else {
            untold++;
        }
    }
}
