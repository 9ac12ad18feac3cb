package io.millrace.kafka;

import static io.millrace.kafka.LiveBroker.create;
import static io.millrace.kafka.LiveBroker.names;
import static io.millrace.kafka.LiveBroker.settings;
import static io.millrace.kafka.LiveBroker.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kafka.TopicPlan.Internal;
import io.millrace.kafka.TopicPolicy.Provision;
import io.millrace.port.Partition;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicsOnBrokerTest {
    private static final TopicPolicy DEVELOPMENT = new TopicPolicy(Provision.INTERNAL, (short) -1, true, false);
    private static final TopicPolicy PRODUCTION = new TopicPolicy(Provision.INTERNAL, (short) -1, false, false);
    private static final TopicPolicy SMALL = new TopicPolicy(Provision.INTERNAL, (short) 1, false, true);

    private final ListenerNames names = names();
    private final KafkaLogs logs = LiveBroker.logs(settings(names, new Membership.Dynamic("a")));
    private final String in = names.app() + "-in";
    private final String in2 = names.app() + "-in2";
    private final String out = names.app() + "-out";
    private final String rekeyed = names.repartition("by-x");

    @AfterEach
    void close() {
        logs.close();
    }

    private TopicPlan plan(String... inputs) {
        return plan(Set.of(), inputs);
    }

    private TopicPlan plan(Set<String> ingested, String... inputs) {
        return new TopicPlan(
                names, Set.of(inputs), Set.of(out), List.of(new Internal(rekeyed, 0, false)), true, ingested, 3);
    }

    private Map<String, String> config(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = LiveBroker.admin()) {
            var config = LiveBroker.answer(
                            admin.describeConfigs(List.of(resource)).all())
                    .get(resource);
            return config.entries().stream()
                    .filter(e -> e.value() != null)
                    .collect(java.util.stream.Collectors.toMap(e -> e.name(), e -> e.value()));
        }
    }

    @Test
    void developmentMakesAllAndASecondStartMakesNothing() {
        Topics.Ready first = logs.topics().ensure(plan(in, in2), DEVELOPMENT);
        assertThat(first.tasks()).isEqualTo(3);
        assertThat(first.made()).containsExactlyInAnyOrder(in, in2, out, rekeyed, names.changelog(), names.dlq());
        assertThat(config(names.changelog()))
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("segment.bytes", "52428800")
                .containsEntry("min.cleanable.dirty.ratio", "0.3")
                .containsEntry("delete.retention.ms", "259200000");
        assertThat(config(rekeyed)).containsEntry("cleanup.policy", "delete").containsEntry("retention.ms", "-1");
        assertThat(config(names.dlq()))
                .as("letters of old records must not be gone at once")
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "-1")
                .containsEntry("retention.bytes", "1073741824");

        assertThat(logs.topics().ensure(plan(in, in2), DEVELOPMENT))
                .isEqualTo(new Topics.Ready(3, Set.of(), first.identities(), Map.of(rekeyed, 3)));
    }

    /** Where nobody says how far the tasks are, windows would stay open for ever. */
    @Test
    void aRekeyedTopicHasThePartitionsThatItsReaderMade() {
        create(rekeyed, 5);
        Topics.Ready ready = logs.topics().ensure(plan(in), DEVELOPMENT);
        assertThat(ready.tasks()).isEqualTo(3);
        assertThat(ready.rekeyed()).containsExactly(Map.entry(rekeyed, 5));
    }

    /** In a cluster each question may go to another broker. */
    @Test
    void aTopicThatTheAskedBrokerDoesNotKnowYetIsAskedForAgain() {
        AtomicInteger refusals = new AtomicInteger(2);
        try (Admin admin = LiveBroker.admin()) {
            Admin behind = (Admin) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("describeConfigs") && refusals.getAndDecrement() > 0) {
                            return unknown((Collection<?>) arguments[0]);
                        }
                        return method.invoke(admin, arguments);
                    });
            assertThat(new Topics(behind, new Asker(Map.of()))
                            .ensure(plan(in), DEVELOPMENT)
                            .tasks())
                    .isEqualTo(3);
        }
        assertThat(refusals).hasValueLessThan(0);
    }

    private static DescribeConfigsResult unknown(Collection<?> asked) {
        KafkaFutureImpl<Config> failed = new KafkaFutureImpl<>();
        failed.completeExceptionally(new UnknownTopicOrPartitionException());
        Map<ConfigResource, KafkaFuture<Config>> answers = new HashMap<>();
        asked.forEach(resource -> answers.put((ConfigResource) resource, failed));
        return new DescribeConfigsResult(answers) {};
    }

    @Test
    void aMissingInputIsRefused() {
        assertThatThrownBy(() -> logs.topics().ensure(plan(in), PRODUCTION))
                .hasMessageContaining("MR-0220")
                .hasMessageContaining("MR-0221 input topic " + in + " is missing")
                .hasMessageContaining("MR-0221 output topic " + out + " is missing");
    }

    @Test
    void ingestionTimeNeedsTheBrokersClock() {
        create(in, 3);
        create(in2, 3, Map.of("message.timestamp.type", "LogAppendTime"));
        create(out, 1);
        assertThatThrownBy(() -> logs.topics().ensure(plan(Set.of(in, in2), in, in2), SMALL))
                .hasMessageContaining("MR-0228 input topic " + in + " has message.timestamp.type=CreateTime")
                .hasMessageContaining("set message.timestamp.type=LogAppendTime on it")
                .hasMessageNotContaining("input topic " + in2);
        assertThat(logs.topics().ensure(plan(Set.of(in2), in, in2), SMALL).tasks())
                .isEqualTo(3);
    }

    @Test
    void inDevelopmentAnInputOfIngestionTimeIsMadeSo() {
        logs.topics().ensure(plan(Set.of(in), in, in2), DEVELOPMENT);
        assertThat(config(in)).containsEntry("message.timestamp.type", "LogAppendTime");
        assertThat(config(in2)).containsEntry("message.timestamp.type", "CreateTime");
    }

    @Test
    void inputsThatDoNotMatchAreRefusedByName() {
        create(in, 3);
        create(in2, 4);
        create(out, 1);
        assertThatThrownBy(() -> logs.topics().ensure(plan(in, in2), SMALL))
                .hasMessageContaining("MR-0222 inputs " + in + " (3 partitions) and " + in2 + " (4)");
    }

    @Test
    void unfitInternalTopicsAreRefusedTogether() {
        create(in, 3);
        create(out, 1);
        create(names.changelog(), 2, Map.of("cleanup.policy", "delete"));
        create(rekeyed, 3, Map.of("retention.ms", "3600000"));
        assertThatThrownBy(() -> logs.topics().ensure(plan(in), PRODUCTION))
                .hasMessageContaining("MR-0224 internal topic " + names.changelog() + " has 2 partitions")
                .hasMessageContaining("MR-0225 internal topic " + names.changelog() + ": cleanup.policy=delete")
                .hasMessageContaining("--add-config cleanup.policy=compact")
                .hasMessageContaining("MR-0225 internal topic " + names.changelog() + ": segment.bytes=")
                .hasMessageContaining("MR-0225 internal topic " + rekeyed + ": retention.ms=3600000")
                .hasMessageContaining("MR-0226 internal topic " + names.changelog() + " has 1 replicas");
    }

    @Test
    void whoeverMayNotMakeTopicsIsToldWhichAreMissing() {
        create(in, 3);
        create(out, 1);
        TopicPolicy none = new TopicPolicy(Provision.NONE, (short) -1, true, false);
        assertThatThrownBy(() -> logs.topics().ensure(plan(in), none))
                .hasMessageContaining("MR-0223 internal topic " + names.changelog() + " is missing: create it with 3");
    }

    @Test
    void readRecordsOfARekeyedTopicArePurged() {
        create(rekeyed, 1, TopicSettings.REPARTITION.made());
        Partition partition = new Partition(rekeyed, 0);
        try (var producer = LiveBroker.producer("")) {
            for (int i = 0; i < 5; i++) {
                producer.send(new ProducerRecord<>(rekeyed, 0, new byte[1], new byte[1]));
            }
        }
        logs.group().purge(Map.of());
        logs.group().purge(Map.of(partition, 3L));
        until(() -> {}, () -> logs.group().beginning(partition) == 3);
    }
}
