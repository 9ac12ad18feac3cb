package io.millrace.testkit.check;

import io.millrace.testkit.check.Declared.Reads;
import io.millrace.testkit.check.Declared.Writes;
import io.millrace.testkit.check.Logged.Fed;
import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Observed.Committed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a listener was given, and how far it says it has got. A listener of the workload reads one topic. */
final class Listener {
    private static final Comparator<Given> BY_PLACE =
            Comparator.comparingInt(Given::partition).thenComparingLong(Given::offset);

    private final Reads reads;
    private final List<Writes> writes;
    private final List<Given> given;
    private final Map<Integer, List<Committed>> commits = new TreeMap<>();
    private final Map<String, Committed> byTransaction = new HashMap<>();

    /** An input, whether it was fed or another listener's output. */
    record Given(
            String topic, int partition, long offset, long uid, String key, long amount, long timeMs, boolean poison) {
        String place() {
            return Subject.place(topic, partition, offset);
        }
    }

    /** Whether an input must have had its effect. */
    enum Due {
        MUST,
        /** Its time is that of the place up to which was released: the note does not tell. */
        MAY,
        NOT
    }

    private Listener(History history, Reads reads) {
        this.reads = reads;
        this.writes = history.all(Writes.class).stream()
                .filter(one -> one.listener().equals(reads.listener()))
                .toList();
        this.given = given(history, reads.topic());
        for (Committed commit : history.all(Committed.class)) {
            if (commit.listener().equals(reads.listener())) {
                List<Committed> before = commits.computeIfAbsent(commit.partition(), any -> new ArrayList<>());
                // The last one is often told again by whoever looks at the end.
                if (before.isEmpty() || !before.get(before.size() - 1).equals(commit)) {
                    before.add(commit);
                    if (!commit.tx().isEmpty()) {
                        byTransaction.putIfAbsent(commit.partition() + " " + commit.tx(), commit);
                    }
                }
            }
        }
    }

    static List<Listener> in(History history) {
        return history.all(Reads.class).stream()
                .map(reads -> new Listener(history, reads))
                .toList();
    }

    private static List<Given> given(History history, String topic) {
        Map<Long, Fed> byUid = new HashMap<>();
        List<Given> given = new ArrayList<>();
        for (Fed fed : history.all(Fed.class)) {
            byUid.put(fed.uid(), fed);
            if (fed.topic().equals(topic)) {
                given.add(new Given(
                        topic,
                        fed.partition(),
                        fed.offset(),
                        fed.uid(),
                        fed.key(),
                        fed.amount(),
                        fed.timeMs(),
                        fed.poison()));
            }
        }
        for (Output output : history.all(Output.class)) {
            Fed source = byUid.get(output.uid());
            if (output.topic().equals(topic)) {
                given.add(new Given(
                        topic,
                        output.partition(),
                        output.offset(),
                        output.uid(),
                        output.key(),
                        source == null ? Event.NONE : source.amount(),
                        output.timeMs(),
                        false));
            }
        }
        given.sort(BY_PLACE);
        return given;
    }

    String name() {
        return reads.listener();
    }

    Reads reads() {
        return reads;
    }

    List<Writes> writes() {
        return writes;
    }

    /** By partition and offset. */
    List<Given> given() {
        return given;
    }

    /** By partition, in order. */
    Map<Integer, List<Committed>> commits() {
        return commits;
    }

    @Nullable
    Committed last(int partition) {
        List<Committed> all = commits.getOrDefault(partition, List.of());
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** The time that a task had reached at the end. */
    long watermark(int task) {
        Committed last = last(task);
        return last == null ? Event.NONE : last.taskWatermark();
    }

    /**
     * Up to which time a task has handled what there was: in event-time order its watermark may be ahead of that, where it
     * ended before it had released everything.
     */
    long reached(int task) {
        Committed last = last(task);
        return last == null || !reads.eventTime() ? watermark(task) : Math.min(watermark(task), last.released());
    }

    /** What a transaction committed for a task, null if nothing, or if the transaction has no name. */
    @Nullable
    Committed commit(String tx, int task) {
        return byTransaction.get(task + " " + tx);
    }

    Due due(Given input) {
        Committed last = last(input.partition());
        if (last == null) {
            return Due.NOT;
        }
        if (input.offset() < last.position()) {
            return Due.MUST;
        }
        if (!reads.eventTime() || input.offset() >= last.next() || input.timeMs() > last.released()) {
            return Due.NOT;
        }
        return input.timeMs() < last.released() ? Due.MUST : Due.MAY;
    }

    /** The listener's outputs in a topic, by their place there. */
    List<Output> outputs(History history, String topic) {
        return history.all(Output.class).stream()
                .filter(output ->
                        output.listener().equals(name()) && output.topic().equals(topic))
                .sorted(Comparator.comparingInt(Output::partition).thenComparingLong(Output::offset))
                .toList();
    }
}
