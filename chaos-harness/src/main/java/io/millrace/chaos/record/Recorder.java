package io.millrace.chaos.record;

import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.wire.Names;
import io.millrace.testkit.check.Declared;
import io.millrace.testkit.check.Event;
import io.millrace.testkit.check.Observed.LogEnd;
import io.millrace.testkit.check.Observed.OpenTransaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Turns what a cluster holds when a run is over into facts. The replicas have ended; the brokers still run. */
public final class Recorder {
    private static final int QUIET_ATTEMPTS_MAX = 20;
    private static final long QUIET_NANOS = 1_000_000_000L;

    private final Admin admin;
    private final IntFunction<Path> dataOf;
    private final int partitions;
    private final Consumer<Event> to;
    private long transactions;

    /**
     * @param dataOf the log directory of a broker
     * @param partitions of each of the workload's topics
     */
    public Recorder(Admin admin, IntFunction<Path> dataOf, int partitions, Consumer<Event> to) {
        this.admin = admin;
        this.dataOf = dataOf;
        this.partitions = partitions;
        this.to = to;
    }

    /** What these listeners of the workload are, and which bounds hold for them. */
    public static void declare(long lagZeroMs, long restoredRecords, Collection<String> listeners, Consumer<Event> to) {
        to.accept(new Declared.Bound(Declared.LAG_ZERO_MS, lagZeroMs));
        to.accept(new Declared.Bound(Declared.RESTORED_RECORDS, restoredRecords));
        if (listeners.contains(Names.TALLY)) {
            to.accept(new Declared.Reads(Names.TALLY, Names.EVENTS, false, Names.DISORDER_MS));
            to.accept(new Declared.Writes(Names.TALLY, Names.TALLIES, Declared.Form.FOLD));
            to.accept(new Declared.Writes(Names.TALLY, Names.COPIES, Declared.Form.COPY));
        }
        if (listeners.contains(Names.ORDERED)) {
            to.accept(new Declared.Reads(Names.ORDERED, Names.COPIES, true, -1));
            to.accept(new Declared.Writes(Names.ORDERED, Names.LINKS, Declared.Form.LINK));
        }
        if (listeners.contains(Names.WINDOWS)) {
            to.accept(new Declared.Reads(Names.WINDOWS, Names.CLICKS, false, Names.DISORDER_MS));
            to.accept(new Declared.Window(
                    Names.WINDOWS, Names.WINDOW, Declared.Kind.TUMBLING, Names.WINDOW_MS, Names.WINDOW_MS, 0, 0));
        }
    }

    /**
     * Tells all of it.
     *
     * @param listeners whose own topics are told too: those of others may be damaged
     */
    public void record(Collection<String> listeners) {
        Map<TopicPartition, List<Integer>> replicas = replicas(listeners);
        Map<TopicPartition, Long> ends = offsets(replicas.keySet(), IsolationLevel.READ_UNCOMMITTED);
        Facts facts = new Facts(partitions, to);
        OffsetsLog offsets = new OffsetsLog(to);
        Set<String> names = new HashSet<>();
        replicas.forEach((partition, brokers) -> {
            List<LogRecord> records = TopicLog.read(
                    brokers.stream().map(dataOf::apply).toList(),
                    partition.topic(),
                    partition.partition(),
                    ends.get(partition));
            if (partition.topic().equals(OffsetsLog.TOPIC)) {
                offsets.tell(records);
            } else {
                records.forEach(facts::tell);
            }
            records.stream()
                    .filter(record -> record.fate() == LogRecord.Fate.COMMITTED)
                    .forEach(record -> names.add(record.tx()));
        });
        transactions = names.size();
        ends(replicas.keySet());
    }

    /** How many committed transactions the logs hold. */
    public long transactions() {
        return transactions;
    }

    /** The brokers that have a partition, its leader first. */
    private Map<TopicPartition, List<Integer>> replicas(Collection<String> listeners) {
        List<String> topics = new ArrayList<>(Names.TOPICS);
        topics.add(Names.COPIES);
        topics.add(OffsetsLog.TOPIC);
        for (String listener : listeners) {
            topics.add(Names.changelog(listener));
            topics.add(Names.deadLetters(listener));
        }
        Set<String> there =
                get(admin.listTopics(new org.apache.kafka.clients.admin.ListTopicsOptions().listInternal(true))
                        .names());
        topics.retainAll(there);
        Map<TopicPartition, List<Integer>> replicas = new TreeMap<>(
                java.util.Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        for (TopicDescription topic :
                get(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions().forEach(partition -> {
                List<Integer> brokers =
                        new ArrayList<>(List.of(partition.leader().id()));
                partition.replicas().stream()
                        .map(Node::id)
                        .filter(id -> !brokers.contains(id))
                        .forEach(brokers::add);
                replicas.put(new TopicPartition(topic.name(), partition.partition()), brokers);
            });
        }
        return replicas;
    }

    /** Members that left without a word are still being forgotten: what is asked twice must be the same. */
    private void ends(Collection<TopicPartition> all) {
        Map<TopicPartition, Long> ends = offsets(all, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> stable = offsets(all, IsolationLevel.READ_COMMITTED);
        for (int attempt = 1; attempt < QUIET_ATTEMPTS_MAX && !ends.equals(stable); attempt++) {
            LockSupport.parkNanos(QUIET_NANOS);
            ends = offsets(all, IsolationLevel.READ_UNCOMMITTED);
            stable = offsets(all, IsolationLevel.READ_COMMITTED);
        }
        Map<TopicPartition, Long> last = stable;
        ends.forEach((partition, end) ->
                to.accept(new LogEnd(partition.topic(), partition.partition(), end, last.get(partition))));
        for (TransactionListing transaction : get(admin.listTransactions().all())) {
            if (transaction.state() == TransactionState.ONGOING
                    || transaction.state() == TransactionState.PREPARE_COMMIT
                    || transaction.state() == TransactionState.PREPARE_ABORT) {
                to.accept(new OpenTransaction(transaction.transactionalId()));
            }
        }
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> all, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        all.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        get(admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new Problem(Problem.Code.LOG, "the cluster cannot be asked: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
