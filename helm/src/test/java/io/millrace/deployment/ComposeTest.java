package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The compose file is well formed, and its parts fit each other. */
class ComposeTest {
    private static final ComposeFile COMPOSE = new ComposeFile();

    @Test
    void dockerComposeAcceptsIt() throws Exception {
        Tool compose = Tool.of("docker-compose", "docker-compose");
        Tool.Answer answer = compose.run("config", "--services");
        assertThat(answer.status()).as(answer.said()).isZero();
        assertThat(answer.said().lines()).containsExactlyInAnyOrderElementsOf(COMPOSE.services());
    }

    @Test
    void dockerComposeWouldNotAcceptAnything() throws Exception {
        Tool compose = Tool.of("docker-compose", "docker-compose");
        Tool.Answer answer = compose.run("-f", "observability/prometheus.yml", "config", "-q");
        assertThat(answer.status()).isNotZero();
    }

    @Test
    void prometheusAcceptsItsConfiguration() throws Exception {
        Tool promtool = Tool.of("promtool", "prometheus");
        Tool.Answer answer = promtool.run("check", "config", "observability/prometheus.yml");
        assertThat(answer.status()).as(answer.said()).isZero();
    }

    @Test
    void prometheusScrapesEveryReplica() {
        JsonNode job = Project.tree(Project.text(Project.ROOT.resolve("observability/prometheus.yml")))
                .at("/scrape_configs/0");
        assertThat(job.path("metrics_path").asText()).isEqualTo("/prometheus");
        assertThat(job.at("/static_configs/0/targets"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(ComposeFile.REPLICAS.stream()
                        .map(replica ->
                                replica + ":" + COMPOSE.environment(replica).get("ENDPOINTS_ALL_PORT"))
                        .toList());
    }

    @Test
    void replicasDifferInNameAndVolumeOnly() {
        Map<String, String> first = COMPOSE.environment(ComposeFile.REPLICAS.get(0));
        Map<String, String> second = COMPOSE.environment(ComposeFile.REPLICAS.get(1));
        assertThat(first.remove("MILLRACE_INSTANCE")).isEqualTo("fraud-1");
        assertThat(second.remove("MILLRACE_INSTANCE")).isEqualTo("fraud-2");
        assertThat(first).isEqualTo(second);
        assertThat(List.of(
                        COMPOSE.service("fraud-1").at("/volumes/0").asText(),
                        COMPOSE.service("fraud-2").at("/volumes/0").asText()))
                .containsExactly("fraud-1:/var/lib/millrace", "fraud-2:/var/lib/millrace");
    }

    @Test
    void kafkaIsTheClientsVersion() {
        String pom = Project.text(Project.ROOT.resolve("pom.xml"));
        String version = pom.replaceAll("(?s).*<kafka.version>(.*)</kafka.version>.*", "$1");
        assertThat(COMPOSE.service("kafka").path("image").asText()).isEqualTo("apache/kafka:" + version);
        assertThat(COMPOSE.environment("kafka")).containsEntry("KAFKA_PROCESS_ROLES", "broker,controller");
    }

    @Test
    void whatIsMountedIsThere() {
        assertThat(COMPOSE.mounted()).hasSize(3).allSatisfy(path -> assertThat(Project.ROOT.resolve(path))
                .exists());
    }

    @Test
    void onlyTheOwnMachineCanConnect() {
        for (String service : COMPOSE.services()) {
            assertThat(COMPOSE.service(service).path("ports"))
                    .allSatisfy(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
        }
    }

    @Test
    void grafanaFindsPrometheusAndTheDashboards() {
        JsonNode source = Project.tree(
                Project.text(Project.ROOT.resolve("observability/grafana/provisioning/datasources/prometheus.yml")));
        assertThat(source.at("/datasources/0/url").asText()).isEqualTo("http://prometheus:9090");
        JsonNode provider = Project.tree(
                Project.text(Project.ROOT.resolve("observability/grafana/provisioning/dashboards/millrace.yml")));
        String folder = provider.at("/providers/0/options/path").asText();
        assertThat(COMPOSE.service("grafana").path("volumes")).anySatisfy(volume -> assertThat(volume.asText())
                .isEqualTo("./helm/millrace-service/dashboards:" + folder + ":ro"));
        assertThat(COMPOSE.environment("grafana"))
                .containsEntry("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH", folder + "/millrace.json");
    }
}
