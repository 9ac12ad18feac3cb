package io.millrace.kafka;

import io.millrace.fault.FaultException;
import io.millrace.port.ChangelogReader;
import io.millrace.port.Clock;
import io.millrace.port.CommittedOffset;
import io.millrace.port.GroupLog;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the opening of a task asks, by the admin client. */
final class KafkaGroupLog implements GroupLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaGroupLog.class);

    /** Many tasks open at once after a rebalance; a recreated topic must be noticed by the next one. */
    private static final long FACTS_NANOS_MAX = 5_000_000_000L;

    /** What is the same for all tasks. */
    private record Facts(String clusterId, String topicId, long deleteRetentionMs, long askedNanos) {}

    private final Admin admin;
    private final Asker asker;
    private final ListenerNames names;
    private final ChangelogReaders readers;
    private final Clock clock;
    private volatile @Nullable Facts facts;
    private volatile boolean oldBroker;
    private volatile boolean purgeRefused;

    KafkaGroupLog(Admin admin, Asker asker, ClientSettings settings, Clock clock) {
        this.admin = admin;
        this.asker = asker;
        this.names = settings.names();
        this.readers = new ChangelogReaders(settings.reader());
        this.clock = clock;
    }

    @Override
    public Situation situation(String prefix, Collection<Partition> partitions, int task) {
        var offsets = askStableOffsets(partitions);
        var open = askOpenTransactions(prefix);
        Changelog changelog = changelog(task);
        return new Situation(openTransactions(prefix, open), stableOffsets(offsets), changelog);
    }

    @Override
    public List<String> openTransactions(String prefix) {
        return openTransactions(prefix, askOpenTransactions(prefix));
    }

    private KafkaFuture<Collection<TransactionListing>> askOpenTransactions(String prefix) {
        ListTransactionsOptions open = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        return admin.listTransactions(
                        oldBroker ? open : open.filterOnTransactionalIdPattern(prefix.replace(".", "\\.") + ".*"))
                .all();
    }

    private List<String> openTransactions(String prefix, KafkaFuture<Collection<TransactionListing>> asked) {
        Collection<TransactionListing> listed;
        try {
            listed = asker.answer(asked, AclOperation.DESCRIBE, prefix);
        } catch (FaultException e) {
            if (oldBroker || !(e.fault().cause() instanceof UnsupportedVersionException)) {
                throw e;
            }
            oldBroker = true;
            return openTransactions(prefix);
        }
        return listed.stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(prefix))
                .sorted()
                .toList();
    }

    @Override
    public Set<String> liveTransactionalIds() {
        Set<String> live = new HashSet<>();
        GroupMembers.of(names.group(), admin, asker)
                .forEach(member -> live.add(member.groupInstanceId()
                        // The coordinator keeps the client id of a static member that was replaced: it may name a dead
                        // one.
                        .map(instance -> names.idPrefix() + instance)
                        .orElse(member.clientId())));
        return live;
    }

    @Override
    public void fence(Collection<String> transactionalIds) {
        if (!transactionalIds.isEmpty()) {
            asker.answer(
                    admin.fenceProducers(transactionalIds).all(),
                    AclOperation.WRITE,
                    String.join(", ", transactionalIds));
        }
    }

    @Override
    public Map<Partition, CommittedOffset> stableOffsets(Collection<Partition> partitions) {
        return stableOffsets(askStableOffsets(partitions));
    }

    private KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> askStableOffsets(Collection<Partition> partitions) {
        return admin.listConsumerGroupOffsets(
                        Map.of(
                                names.group(),
                                new ListConsumerGroupOffsetsSpec().topicPartitions(Coordinates.theirs(partitions))),
                        new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(names.group());
    }

    private Map<Partition, CommittedOffset> stableOffsets(KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> asked) {
        Map<TopicPartition, OffsetAndMetadata> answer = asker.answer(asked, AclOperation.DESCRIBE, names.group());
        // The client leaves a partition out while its offset is unstable, and maps it to null if it has none.
        Map<Partition, CommittedOffset> stable = new HashMap<>();
        answer.forEach((at, offset) -> stable.put(
                Coordinates.ours(at),
                offset == null ? CommittedOffset.NONE : new CommittedOffset(offset.offset(), offset.metadata())));
        return stable;
    }

    @Override
    public long beginning(Partition partition) {
        return offset(partition, OffsetSpec.earliest());
    }

    @Override
    public long startingAt(Partition partition, long timestampMs) {
        if (timestampMs == Long.MIN_VALUE) {
            return beginning(partition);
        }
        // The protocol takes negative times for names of places; no record has one.
        long found = timestampMs == Long.MAX_VALUE
                ? -1
                : offset(partition, OffsetSpec.forTimestamp(Math.max(0, timestampMs)));
        return found < 0 ? end(partition) : found;
    }

    @Override
    public long end(Partition partition) {
        return offset(partition, OffsetSpec.latest());
    }

    @Override
    public Changelog changelog(int task) {
        TopicPartition at = new TopicPartition(names.changelog(), task);
        var beginning = ask(at, OffsetSpec.earliest());
        var end = ask(at, OffsetSpec.latest());
        Facts known = facts();
        return new Changelog(
                known.clusterId(), known.topicId(), offset(beginning, at), offset(end, at), known.deleteRetentionMs());
    }

    @Override
    public ChangelogReader readChangelog(int task, long from) {
        return readers.open(new TopicPartition(names.changelog(), task), from);
    }

    @Override
    public List<InputRecord> newest(Partition partition, int about) {
        TopicPartition at = Coordinates.theirs(partition);
        var beginning = ask(at, OffsetSpec.earliest());
        var end = ask(at, OffsetSpec.latest());
        long after = offset(end, at);
        long from = Math.max(offset(beginning, at), after - about);
        return from < after ? readers.look(at, from) : List.of();
    }

    private long offset(Partition partition, OffsetSpec which) {
        TopicPartition at = Coordinates.theirs(partition);
        return offset(ask(at, which), at);
    }

    private long offset(KafkaFuture<ListOffsetsResultInfo> asked, TopicPartition at) {
        return asker.answer(asked, AclOperation.DESCRIBE, at.topic()).offset();
    }

    private KafkaFuture<ListOffsetsResultInfo> ask(TopicPartition at, OffsetSpec which) {
        return admin.listOffsets(Map.of(at, which), new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .partitionResult(at);
    }

    private Facts facts() {
        Facts known = facts;
        if (known != null && clock.nanos() - known.askedNanos() < FACTS_NANOS_MAX) {
            return known;
        }
        long now = clock.nanos();
        String topic = names.changelog();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var cluster = admin.describeCluster().clusterId();
        var topics = admin.describeTopics(List.of(topic)).allTopicNames();
        var configs = admin.describeConfigs(List.of(resource)).all();
        Facts asked = new Facts(
                asker.answer(cluster, AclOperation.DESCRIBE, "the cluster"),
                asker.answer(topics, AclOperation.DESCRIBE, topic)
                        .get(topic)
                        .topicId()
                        .toString(),
                Long.parseLong(asker.answer(configs, AclOperation.DESCRIBE_CONFIGS, topic)
                        .get(resource)
                        .get(TopicConfig.DELETE_RETENTION_MS_CONFIG)
                        .value()),
                now);
        facts = asked;
        return asked;
    }

    @Override
    public void purge(Map<Partition, Long> below) {
        Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
        below.forEach((partition, offset) ->
                records.put(Coordinates.theirs(partition), RecordsToDelete.beforeOffset(offset)));
        if (records.isEmpty() || purgeRefused) {
            return;
        }
        admin.deleteRecords(records).all().whenComplete((done, failed) -> {
            if (failed instanceof AuthorizationException) {
                purgeRefused = true;
                LOG.warn(
                        "MR-0372: read records of re-keyed topics of {} stay: grant what docs/operations.md lists under"
                                + " Rights, or give them a retention [{}]",
                        names.group(),
                        asker.right(failed, AclOperation.DELETE, Coordinates.topics(below.keySet())));
            }
        });
    }

    /** The admin client stays open: it is not its own. */
    @Override
    public void close() {
        readers.close();
    }
}
