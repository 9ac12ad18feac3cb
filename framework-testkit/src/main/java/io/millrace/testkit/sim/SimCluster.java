package io.millrace.testkit.sim;

import io.millrace.port.CommittedOffset;
import io.millrace.port.GroupLog.Changelog;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** A Kafka cluster: partition logs, a transaction coordinator, and one consumer group per listener. */
final class SimCluster {
    static final long TRANSACTION_TIMEOUT_MS = 10_000;
    static final SimGroup.Timeouts GROUP_TIMEOUTS = new SimGroup.Timeouts(6_000, 8_000);
    static final long DELETE_RETENTION_MS = 86_400_000;

    private final SimLoop loop;
    private final SimRules rules;
    private final SimOffsets offsets = new SimOffsets();
    private final SimTransactions transactions;
    private final Map<String, Integer> partitions = new TreeMap<>();
    private final boolean strict;
    private final Map<Partition, SimLog> logs = new TreeMap<>();
    private final Map<String, SimGroup> groups = new TreeMap<>();
    private final Map<String, Integer> recordBytesMax = new TreeMap<>();

    /**
     * @param strict whether the rules of the commit protocol are demanded of who uses it, and its groups announce tasks
     */
    SimCluster(SimLoop loop, boolean strict) {
        this.loop = loop;
        this.strict = strict;
        this.rules = new SimRules(loop, strict);
        this.transactions = new SimTransactions(loop, rules, offsets, TRANSACTION_TIMEOUT_MS);
    }

    SimLoop loop() {
        return loop;
    }

    SimRules rules() {
        return rules;
    }

    SimTransactions transactions() {
        return transactions;
    }

    /** Makes a topic. */
    SimCluster topic(String name, int count) {
        partitions.put(name, count);
        for (int i = 0; i < count; i++) {
            Partition partition = new Partition(name, i);
            logs.put(partition, new SimLog(partition));
        }
        return this;
    }

    boolean has(String topic) {
        return partitions.containsKey(topic);
    }

    /** From now on the topic refuses larger records: keys and values together. */
    void limit(String topic, int bytesMax) {
        recordBytesMax.put(topic, bytesMax);
    }

    boolean takes(OutputRecord record) {
        byte[] key = record.key();
        byte[] value = record.value();
        int bytes = (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        return bytes <= recordBytesMax.getOrDefault(record.topic(), Integer.MAX_VALUE);
    }

    /** The group of a listener that reads these topics. */
    SimGroup group(String name, List<String> topics) {
        return groups.computeIfAbsent(
                name, any -> new SimGroup(loop, topics, partitionsOf(topics.get(0)), GROUP_TIMEOUTS, strict));
    }

    int partitionsOf(String topic) {
        Integer count = partitions.get(topic);
        if (count == null) {
            throw new IllegalArgumentException("no topic " + topic);
        }
        return count;
    }

    SimLog log(Partition partition) {
        SimLog log = logs.get(partition);
        if (log == null) {
            throw new IllegalArgumentException("no partition " + partition);
        }
        return log;
    }

    Collection<SimLog> logs() {
        return logs.values();
    }

    List<SimLog> logsOf(String topic) {
        return logs.values().stream()
                .filter(log -> log.partition().topic().equals(topic))
                .toList();
    }

    Partition place(OutputRecord record) {
        byte[] key = record.key();
        int number = record.partition();
        if (number == OutputRecord.BY_KEY) {
            number = key == null ? 0 : partitionFor(record.topic(), key);
        }
        return new Partition(record.topic(), number);
    }

    int partitionFor(String topic, byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % partitionsOf(topic);
    }

    /** Appends what is not ours: at once, or as part of somebody's transaction. */
    long produce(Partition partition, OutputRecord record, @Nullable SimTransaction transaction) {
        return log(partition).append(record, transaction);
    }

    SimOffsets offsets() {
        return offsets;
    }

    CommittedOffset committed(Partition partition) {
        return offsets.committed(partition);
    }

    Map<Partition, CommittedOffset> stableOffsets(Collection<Partition> wanted) {
        return offsets.stable(wanted, transactions.allOpen());
    }

    Changelog changelog(String topic, int task) {
        return new Changelog(
                "sim", topic + "-id", 0, log(new Partition(topic, task)).end(), DELETE_RETENTION_MS);
    }

    /** Lets time-outs happen that are due. */
    void tick() {
        transactions.tick();
        groups.values().forEach(SimGroup::tick);
    }
}
