package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.millrace.dev.DevBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docker-compose.yml and the chart would start, started as plain processes on a real broker: the images' files and
 * entry points, the containers' environment and configuration, and only addresses and folders of this machine instead of
 * theirs.
 */
class WithoutContainersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FEATURES_MIN = 500;

    private static DevBroker broker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        // As brokers come: records older than a week are deleted, unless a topic says otherwise.
        broker = DevBroker.start(DevBroker.Options.temporary()
                .with("log.retention.ms", Long.toString(Duration.ofDays(7).toMillis()))
                .with("log.initial.task.delay.ms", "500")
                .with("log.retention.check.interval.ms", "500"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void theComposeFilesReplicasAndFeederMakeFeatures() throws Exception {
        ComposeFile compose = new ComposeFile();
        createTopics(compose.topics(), compose.topicSettings());
        List<Container> replicas = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        try {
            for (String name : ComposeFile.REPLICAS) {
                Map<String, String> environment = here(compose.environment(name));
                environment.put("MILLRACE_STATE_DIR", folder.resolve(name).toString());
                environment.put("MICRONAUT_SERVER_PORT", freePort());
                ports.add(freePort());
                environment.put("ENDPOINTS_ALL_PORT", ports.get(ports.size() - 1));
                replicas.add(new Container(name, new Image("sample-fraud-detector"), List.of(), environment));
            }
            try (Container feeder = new Container(
                    "feeder",
                    new Image("sample-fraud-demo"),
                    compose.command("feeder").stream()
                            // A week of labels, before which nothing can be released, in seconds.
                            .map(word -> word.equals("500") ? "4000" : word)
                            .toList(),
                    here(compose.environment("feeder")))) {
                feeder.awaitLine("that it feeds", line -> line.startsWith("feeding "));
                Set<String> features = read("features", FEATURES_MIN);
                assertThat(features).hasSizeGreaterThanOrEqualTo(FEATURES_MIN);
            }
            for (Container replica : replicas) {
                replica.awaitTasks("customer-spend");
                replica.awaitTasks("terminal-risk");
                replica.awaitTasks("card-activity");
                replica.awaitTasks("alert-rate");
            }
            for (String port : ports) {
                Endpoint.at(port, "/health/readiness").await(answer -> answer.contains("\"status\":\"UP\""));
                Endpoint.at(port, "/prometheus").await(answer -> answer.contains("millrace_records_total{"));
            }
            assertThat(members("fraud-terminal-risk").keySet()).containsExactlyInAnyOrder("fraud-1-0", "fraud-2-0");
        } finally {
            replicas.forEach(Container::close);
        }
    }

    @Test
    void theChartsPodIsAStaticMemberWithTheTopicThatTheSecretNames() throws Exception {
        createTopics(Map.of("pod-transactions", 1, "pod-labels", 1, "pod-alerts", 1, "pod-out", 1), Map.of());
        String management = freePort();
        Manifests manifests = Chart.render(
                """
                application: pod
                kafka: {bootstrapServers: "%s"}
                ports: {http: %s, management: %s}
                secretProperties: {millrace.topics.names.transactions: {secret: topics, key: transactions}}
                config:
                  millrace.topics:
                    allow-low-replication: true
                    names:
                      labels: pod-labels
                      features: pod-out
                      scores: pod-out
                      alerts: pod-alerts
                      hourly-spend: pod-out
                      daily-spend: pod-out
                      card-sessions: pod-out
                      alert-counts: pod-out
                """
                        .formatted(broker.bootstrapServers(), freePort(), management));
        String configuration = manifests
                .only(ConfigMap.class)
                .getData()
                .get("application.yml")
                .replace("/var/lib/millrace", folder.toString());
        Path file = Files.writeString(folder.resolve("application.yml"), configuration);
        Map<String, String> environment = new HashMap<>();
        var service = manifests
                .only(StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
        for (EnvVar variable : service.getEnv()) {
            environment.put(
                    variable.getName(),
                    switch (variable.getName()) {
                        case "MILLRACE_INSTANCE" -> "fraud-0";
                        case "MICRONAUT_CONFIG_FILES" -> file.toString();
                        case "SECRET_MILLRACE_TOPICS_NAMES_TRANSACTIONS" -> "pod-transactions";
                        default -> variable.getValue();
                    });
        }
        try (Container pod = new Container("pod", new Image("sample-fraud-detector"), List.of(), environment)) {
            pod.awaitTasks("customer-spend");
            pod.awaitTasks("terminal-risk");
            Map<String, MemberDescription> members = members("pod-customer-spend");
            assertThat(members).containsOnlyKeys("fraud-0-0");
            assertThat(members.get("fraud-0-0").assignment().topicPartitions())
                    .extracting(partition -> partition.topic())
                    .containsExactly("pod-transactions");
            assertThat(folder.resolve("state")).isNotEmptyDirectory();
            for (Probe probe :
                    List.of(service.getStartupProbe(), service.getReadinessProbe(), service.getLivenessProbe())) {
                Endpoint.at(management, probe.getHttpGet().getPath())
                        .await(answer -> answer.contains("\"status\":\"UP\""));
            }
            Endpoint.at(management, "/prometheus").await(answer -> answer.contains("millrace_tasks{"));
        }
    }

    private static Map<String, String> here(Map<String, String> environment) {
        Map<String, String> here = new HashMap<>();
        environment.forEach(
                (name, value) -> here.put(name, value.equals(ComposeFile.BROKER) ? broker.bootstrapServers() : value));
        return here;
    }

    private static void createTopics(Map<String, Integer> topics, Map<String, String> settings) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(topics.entrySet().stream()
                            .map(topic -> new NewTopic(topic.getKey(), Optional.of(topic.getValue()), Optional.empty())
                                    .configs(settings))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** Members of a group by their static names. */
    private static Map<String, MemberDescription> members(String group) throws Exception {
        try (Admin admin = admin()) {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                    .collect(Collectors.toMap(member -> member.groupInstanceId().orElse("?"), member -> member));
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /** The distinct committed values of a topic, when there are so many. */
    private static Set<String> read(String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "group.id",
                UUID.randomUUID().toString());
        Set<String> values = new HashSet<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
