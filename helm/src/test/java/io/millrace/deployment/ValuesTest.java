package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that make no sense are refused before anything reaches a cluster, and the error names the key. */
class ValuesTest {
    private static final JsonNode SCHEMA = Project.tree(Project.text(Project.CHART.resolve("values.schema.json")));
    private static final JsonNode VALUES = Project.tree(Project.text(Project.CHART.resolve("values.yaml")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            unknown key             | replcas: 3                                                       | replcas
            unknown key, deep       | state: {sise: 1Gi}                                               | sise
            wrong type              | replicas: two                                                    | replicas
            below the least         | terminationGracePeriodSeconds: 5                                 | terminationGracePeriodSeconds
            above the most          | ports: {http: 70000}                                             | http
            none of the choices     | membership: sticky                                               | membership
            not the form            | kafka: {bootstrapServers: kafka}                                 | bootstrapServers
            no quantity             | state: {size: big}                                               | size
            no duration             | sessionTimeout: soon                                             | sessionTimeout
            missing part            | secretProperties: {kafka.x: {secret: s}}                         | key
            element of a list       | env: [{nam: x}]                                                  | nam
            the chart's own         | env: [{name: MILLRACE_INSTANCE, value: x}]                       | env
            a folder in use         | secretFiles: [{secret: s, path: /tmp}]                           | secretFiles
            a secret in the open    | kafka: {properties: {ssl.keystore.password: x}}                  | ssl.keystore.password
            root                    | security: {userId: 0}                                            | userId
            contradiction           | jvmOptions: -Xmx1g -XX:MaxRAMPercentage=50                       | jvmOptions
            the same port twice     | ports: {management: 8080}                                        | ports.management
            no name                 | application: Fraud Service                                       | application
            removed by null         | image: {repository: null}                                        | repository
            """)
    void aBadValueIsRefusedByItsName(String kind, String values, String key) {
        assertThatThrownBy(() -> Chart.render(values)).as(kind).hasMessageContaining(key);
    }

    @Test
    void everyValueIsDescribed() {
        List<String> silent = new ArrayList<>();
        walk("", SCHEMA.path("properties"), (name, property, form) -> {
            if (property.path("description").asText().isBlank()) {
                silent.add(name);
            }
        });
        assertThat(silent).isEmpty();
    }

    @Test
    void everyValueHasADefaultAndNothingElseHas() {
        List<String> described = new ArrayList<>();
        walk("", SCHEMA.path("properties"), (name, property, form) -> {
            if (!name.equals("global") && !name.matches("resources\\..*\\..*")) {
                described.add(name);
            }
        });
        List<String> defaults = new ArrayList<>();
        described.forEach(name -> {
            if (!VALUES.at("/" + name.replace('.', '/')).isMissingNode()) {
                defaults.add(name);
            }
        });
        assertThat(defaults).isEqualTo(described);
    }

    /** Every object whose keys are known refuses others; the others are trees of Kubernetes or of the service. */
    @Test
    void everyKnownObjectIsClosed() {
        List<String> open = new ArrayList<>();
        walk("", SCHEMA.path("properties"), (name, property, form) -> {
            if (form.has("properties") && form.path("additionalProperties").asBoolean(true)) {
                open.add(name);
            }
        });
        assertThat(open).isEmpty();
        assertThat(SCHEMA.path("additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void theReadmeHoldsTheTableOfValues() {
        String readme = Project.text(Project.CHART.resolve("README.md"));
        assertThat(readme)
                .as("put this table into helm/millrace-service/README.md:\n" + table())
                .contains(table());
    }

    @Test
    void theReadmesExampleIsAccepted() {
        String readme = Project.text(Project.CHART.resolve("README.md"));
        String example = readme.replaceAll("(?s).*?```yaml\n(.*?)```.*", "$1");
        assertThat(example).contains("application:");
        assertThat(Chart.render(example).objects()).hasSizeGreaterThan(5);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| value | default | meaning |\n|---|---|---|\n");
        walk("", SCHEMA.path("properties"), (name, property, form) -> {
            JsonNode value = VALUES.at("/" + name.replace('.', '/'));
            boolean leaf = !form.has("properties");
            if (!value.isMissingNode()) {
                table.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(leaf ? "`" + value + "`" : "")
                        .append(" | ")
                        .append(property.path("description").asText().replace("|", "\\|"))
                        .append(" |\n");
            }
        });
        return table.toString();
    }

    private interface Visitor {
        void visit(String name, JsonNode property, JsonNode form);
    }

    /** Every property by its path, in the schema's order, what it refers to put in its place. */
    private static void walk(String prefix, JsonNode properties, Visitor visitor) {
        properties.properties().forEach(entry -> {
            JsonNode property = entry.getValue();
            String name = prefix + entry.getKey();
            JsonNode form = property.has("$ref")
                    ? SCHEMA.at(property.path("$ref").asText().substring(1))
                    : property;
            visitor.visit(name, property, form);
            walk(name + ".", form.path("properties"), visitor);
        });
    }
}
