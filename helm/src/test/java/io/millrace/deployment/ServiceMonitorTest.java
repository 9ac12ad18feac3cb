package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The one object that is not of Kubernetes itself, against the operator's own schema. */
class ServiceMonitorTest {
    private static final Manifests MONITORED =
            Chart.render("serviceMonitor: {enabled: true, interval: 30s, labels: {release: prometheus}}");

    @Test
    void itIsAsTheOperatorWantsIt() {
        assertThat(problems(monitor())).isEmpty();
        assertThat(monitor().at("/metadata/labels/release").asText()).isEqualTo("prometheus");
    }

    @Test
    void itSelectsTheServiceOfAllReplicasAndAPortOfIt() {
        Service replicas = MONITORED.only(Service.class);
        monitor().at("/spec/selector/matchLabels").properties().forEach(label -> assertThat(
                        replicas.getMetadata().getLabels())
                .containsEntry(label.getKey(), label.getValue().asText()));
        assertThat(replicas.getSpec().getPorts()).anySatisfy(port -> assertThat(port.getName())
                .isEqualTo(monitor().at("/spec/endpoints/0/port").asText()));
        assertThat(replicas.getSpec().getPublishNotReadyAddresses()).isTrue();
    }

    @Test
    void aMisspeltKeyIsFound() {
        ObjectNode misspelt = monitor().deepCopy();
        ((ObjectNode) misspelt.at("/spec/endpoints/0")).put("intervall", "30s");
        assertThat(problems(misspelt)).anyMatch(problem -> problem.contains("intervall"));
        ObjectNode without = monitor().deepCopy();
        ((ObjectNode) without.path("spec")).remove("selector");
        assertThat(problems(without)).anyMatch(problem -> problem.contains("selector"));
    }

    private static JsonNode monitor() {
        assertThat(MONITORED.documents("ServiceMonitor")).hasSize(1);
        return MONITORED.documents("ServiceMonitor").get(0);
    }

    private static Set<String> problems(JsonNode document) {
        try (InputStream in = ServiceMonitorTest.class.getResourceAsStream("/servicemonitor.schema.json")) {
            JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(in);
            return schema.validate(document).stream()
                    .map(ValidationMessage::getMessage)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
