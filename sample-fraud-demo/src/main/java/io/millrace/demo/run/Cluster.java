package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** What the driver asks the broker beside records: topics, how far groups are, which transactions are open. */
final class Cluster implements AutoCloseable {
    private static final int ANSWER_MILLIS_MAX = 15_000;
    /** Records carry the time of their event: by a broker's usual retention of a week they would be gone at once. */
    private static final Map<String, String> KEEP_ALL = Map.of("retention.ms", "-1");

    private final Admin admin;

    private Cluster(Admin admin) {
        this.admin = admin;
    }

    /** Connects; MR-0807 if nobody answers there. */
    static Cluster at(String bootstrapServers) {
        Cluster cluster;
        try {
            cluster =
                    new Cluster(Admin.create(Map.of("bootstrap.servers", bootstrapServers, "client.id", "demo-admin")));
        } catch (KafkaException wrong) {
            Throwable why = Objects.requireNonNullElse(wrong.getCause(), wrong);
            throw noAnswer(bootstrapServers, why);
        }
        try {
            cluster.admin
                    .describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MILLIS_MAX))
                    .nodes()
                    .get();
            return cluster;
        } catch (ExecutionException silent) {
            cluster.close();
            throw noAnswer(bootstrapServers, silent.getCause());
        } catch (InterruptedException e) {
            cluster.close();
            throw interrupted(e);
        }
    }

    private static Problem noAnswer(String bootstrapServers, Throwable why) {
        return new Problem(
                Problem.Code.BROKER,
                "no broker answers at " + bootstrapServers + " (" + why.getMessage() + "). Is " + Broker.VARIABLE
                        + " right?",
                why);
    }

    private static Problem interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Problem(Problem.Code.BROKER, "interrupted while asking the broker", e);
    }

    /** Creates the topics of the contract; MR-0807 if something of an earlier run is still there. */
    void createTopics(int partitions) {
        Set<String> leftovers = ofThisDemo();
        if (!leftovers.isEmpty()) {
            throw new Problem(
                    Problem.Code.BROKER,
                    "the broker already has the topics " + String.join(", ", leftovers)
                            + ". The demo needs them fresh: delete them, or name another broker.");
        }
        get(admin.createTopics(contract()
                        .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(KEEP_ALL))
                        .toList())
                .all());
    }

    private static Stream<String> contract() {
        return Stream.of(Topics.INPUTS, Topics.OUTPUTS).flatMap(List::stream);
    }

    /** How long a topic keeps its records, negative for ever; empty if there is no such topic. */
    Optional<Duration> kept(String topic) {
        if (!get(admin.listTopics().names()).contains(topic)) {
            return Optional.empty();
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return Optional.of(get(admin.describeConfigs(List.of(resource)).all()).get(resource))
                .map(config -> config.get(TopicConfig.RETENTION_MS_CONFIG).value())
                .map(Long::parseLong)
                .map(Duration::ofMillis);
    }

    /** Removes every topic and group of the demo: for a broker that lives on. */
    void removeTraces() {
        get(admin.deleteTopics(ofThisDemo()).all());
        Set<String> known = get(admin.listGroups().all()).stream()
                .map(group -> group.groupId())
                .filter(group -> group.startsWith(Topics.SERVICE_PREFIX))
                .collect(Collectors.toSet());
        get(admin.deleteConsumerGroups(known).all());
    }

    private Set<String> ofThisDemo() {
        return get(admin.listTopics().names()).stream()
                .filter(name -> contract().anyMatch(name::equals) || name.startsWith(Topics.SERVICE_PREFIX))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<TopicPartition> partitions(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** Records of a topic that a group has not committed yet. */
    long pending(String group, String topic, int partitions) {
        List<TopicPartition> all = partitions(topic, partitions);
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        var ends = get(admin.listOffsets(all.stream().collect(Collectors.toMap(tp -> tp, tp -> OffsetSpec.latest())))
                .all());
        return all.stream()
                .mapToLong(tp -> {
                    OffsetAndMetadata offset = committed.get(tp);
                    return ends.get(tp).offset() - (offset == null ? 0 : offset.offset());
                })
                .sum();
    }

    /** Records that the service has not committed yet, over both inputs and the topic between its listeners. */
    long pending(int partitions) {
        boolean rekeyed = get(admin.listTopics().names()).contains(Topics.REKEYED);
        return pending(Topics.SPEND_GROUP, Topics.TRANSACTIONS, partitions)
                + pending(Topics.RISK_GROUP, Topics.LABELS, partitions)
                + (rekeyed ? pending(Topics.RISK_GROUP, Topics.REKEYED, partitions) : 0);
    }

    /** A transaction that is open: its id, and when it began by the broker's clock. */
    record OpenTransaction(String id, long sinceMs) {}

    /** The service's transactions that are open now. */
    Set<OpenTransaction> openTransactions() {
        var ongoing =
                get(admin.listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                        .all());
        List<String> ids = ongoing.stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(Topics.SERVICE_PREFIX))
                .toList();
        Map<String, Long> starts = new HashMap<>();
        if (!ids.isEmpty()) {
            get(admin.describeTransactions(ids).all())
                    .forEach((id, description) ->
                            description.transactionStartTimeMs().ifPresent(start -> starts.put(id, start)));
        }
        return starts.entrySet().stream()
                .map(start -> new OpenTransaction(start.getKey(), start.getValue()))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        admin.close();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new Problem(
                    Problem.Code.BROKER, "the broker refused: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
