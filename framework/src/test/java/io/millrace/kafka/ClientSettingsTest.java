package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.fault.FaultException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {
    private static final ListenerNames NAMES = new ListenerNames("fraud-svc", "fraud");
    private static final Membership DYNAMIC = new Membership.Dynamic("r1");

    private static ClientSettings settings(Membership membership, Map<String, ?> consumer, Map<String, ?> producer) {
        Map<String, Object> withServers = new HashMap<>(Map.of("bootstrap.servers", "h:1"));
        withServers.putAll(consumer);
        return ClientSettings.of(NAMES, membership, withServers, producer);
    }

    @Test
    void namesShareOnePrefix() {
        assertThat(NAMES.group()).isEqualTo("fraud-svc-fraud");
        assertThat(NAMES.changelog()).isEqualTo("fraud-svc-fraud-changelog");
        assertThat(NAMES.dlq()).isEqualTo("fraud-svc-fraud-dlq");
        assertThat(NAMES.repartition("by-terminal")).isEqualTo("fraud-svc-fraud-by-terminal-repartition");
        assertThat(NAMES.idPrefix()).isEqualTo("fraud-svc-fraud.");
        assertThat(new ListenerNames("fraud-svc", "fraud-2").idPrefix()).doesNotStartWith(NAMES.idPrefix());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Fraud", "a.b", "a_b", "-a", "a-", "a b"})
    void aNameThatIsNoNameIsRefused(String name) {
        assertThatThrownBy(() -> new ListenerNames("app", name))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("MR-0201");
        assertThatThrownBy(() -> new ListenerNames(name, "listener")).hasMessageContaining("MR-0201");
        assertThatThrownBy(() -> NAMES.repartition(name)).hasMessageContaining("MR-0201");
    }

    @ParameterizedTest
    @CsvSource({
        "enable.auto.commit, true",
        "isolation.level, read_uncommitted",
        "auto.offset.reset, earliest",
        "group.id, other",
        "client.id, mine",
        "group.instance.id, mine",
        "partition.assignment.strategy, org.apache.kafka.clients.consumer.RangeAssignor",
        "group.protocol, consumer",
        "group.remote.assignor, uniform",
        "session.timeout.ms, soon"
    })
    void aConsumerSettingThatBreaksThePromiseIsRefused(String name, String value) {
        assertThatThrownBy(() -> settings(DYNAMIC, Map.of(name, value), Map.of()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("MR-0210")
                .hasMessageContaining("MR-0212 consumer " + name + "=" + value + ": ");
    }

    @ParameterizedTest
    @CsvSource({
        "transactional.id, mine",
        "client.id, mine",
        "enable.idempotence, false",
        "acks, 1",
        "max.in.flight.requests.per.connection, 6",
        "retries, 0",
        "partitioner.class, x.Y",
        "partitioner.ignore.keys, true",
        "transaction.timeout.ms, 60000",
        "transaction.two.phase.commit.enable, true"
    })
    void aProducerSettingThatBreaksThePromiseIsRefused(String name, String value) {
        assertThatThrownBy(() -> settings(DYNAMIC, Map.of(), Map.of(name, value)))
                .hasMessageContaining("MR-0213 producer " + name + "=" + value + ": ");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Map<String, String> bad = Map.of("delivery.timeout.ms", "10000", "acks", "0");
        assertThatThrownBy(() -> ClientSettings.of(NAMES, DYNAMIC, Map.of("isolation.level", "x"), bad))
                .hasMessageContaining("MR-0211")
                .hasMessageContaining("MR-0212 consumer isolation.level=x")
                .hasMessageContaining("MR-0213 producer acks=0")
                .hasMessageContaining("MR-0214 producer delivery.timeout.ms=10000");
    }

    @Test
    void whatTheUserMayChooseIsKept() {
        ClientSettings settings = settings(
                DYNAMIC,
                Map.of("max.poll.records", 7, "isolation.level", "READ_COMMITTED", "key.deserializer", "x.Y"),
                Map.of("linger.ms", 3, "value.serializer", "x.Y", "transaction.timeout.ms", 5000));
        assertThat(settings.consumer(0, LocalTasks.NONE))
                .containsEntry("max.poll.records", 7)
                .containsEntry("isolation.level", "read_committed")
                .doesNotContainKey("key.deserializer");
        assertThat(settings.producer(0))
                .containsEntry("linger.ms", 3)
                .containsEntry("transaction.timeout.ms", 5000)
                .containsEntry("delivery.timeout.ms", 4000)
                .containsEntry("bootstrap.servers", "h:1")
                .doesNotContainKey("value.serializer");
    }

    /** What moves stands still until the last member has heard of it, which is by its next heartbeat. */
    @Test
    void heartbeatsAreOftenEnoughForAHandOverWithinASecond() {
        assertThat(settings(DYNAMIC, Map.of(), Map.of()).consumer(0, LocalTasks.NONE))
                .containsEntry("heartbeat.interval.ms", 100);
        assertThat(settings(DYNAMIC, Map.of("session.timeout.ms", 320), Map.of())
                        .consumer(0, LocalTasks.NONE))
                .containsEntry("heartbeat.interval.ms", 80);
        assertThat(settings(DYNAMIC, Map.of("heartbeat.interval.ms", 900), Map.of())
                        .consumer(0, LocalTasks.NONE))
                .containsEntry("heartbeat.interval.ms", 900);
    }

    @Test
    void aStaticWorkerIsKnownByItsInstanceAndADynamicOneByItsClientId() {
        ClientSettings fixed = settings(new Membership.Static("pod-0"), Map.of(), Map.of());
        assertThat(fixed.consumer(1, LocalTasks.NONE)).containsEntry("group.instance.id", "pod-0-1");
        assertThat(fixed.producer(1)).containsEntry("transactional.id", "fraud-svc-fraud.pod-0-1");

        ClientSettings dynamic = settings(DYNAMIC, Map.of(), Map.of());
        assertThat(dynamic.consumer(1, LocalTasks.NONE))
                .containsEntry("client.id", "fraud-svc-fraud.r1-1")
                .doesNotContainKey("group.instance.id");
        assertThat(dynamic.producer(1)).containsEntry("transactional.id", "fraud-svc-fraud.r1-1");
        assertThat(dynamic.reader().get("client.id").toString()).doesNotStartWith(NAMES.idPrefix());
        assertThat(dynamic.reader()).doesNotContainKey("group.id");
    }

    @Test
    void theBrokerAssignsOnRequest() {
        Membership broker = new Membership.BrokerAssigned("r1");
        assertThat(settings(broker, Map.of(), Map.of()).consumer(0, LocalTasks.NONE))
                .containsEntry("group.protocol", "consumer")
                .containsEntry("group.remote.assignor", "range")
                .doesNotContainKeys("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy");
        assertThatThrownBy(() -> settings(broker, Map.of("session.timeout.ms", 6000), Map.of()))
                .hasMessageContaining("MR-0212 consumer session.timeout.ms=6000");
    }

    @Test
    void securitySettingsReachEveryClient() {
        ClientSettings settings = settings(
                DYNAMIC,
                Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN", "max.poll.records", 7),
                Map.of());
        assertThat(settings.admin())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "h:1")
                .doesNotContainKey("max.poll.records");
        assertThat(settings.reader()).containsEntry("sasl.mechanism", "PLAIN");
    }

    @Test
    void keysAreExpectedWhereTheProducerPutsThem() {
        for (int i = 0; i < 1_000; i++) {
            byte[] key = ("key-" + i).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThat(Partitioning.expectedPartition(key, 7)).isEqualTo(BuiltInPartitioner.partitionForKey(key, 7));
        }
    }
}
