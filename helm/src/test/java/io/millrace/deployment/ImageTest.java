package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the images, from the real build. */
class ImageTest {
    private static final List<String> NEVER = List.of(
            "millrace-dev",
            "millrace-testkit",
            "millrace-processor",
            "kafka_2",
            "kafka-server",
            "kafka-streams",
            "kafka-raft",
            "scala-library",
            "junit",
            "assertj",
            "archunit",
            "mockito",
            "testcontainers",
            "inject-java",
            "spotless",
            "lombok",
            "-tests.jar",
            "-sources.jar");

    @Test
    void theServiceHasNoDevelopmentOrTestJar() {
        List<String> copied = new Image("sample-fraud-detector").copiedNames();
        assertThat(copied).hasSizeGreaterThan(20).allSatisfy(jar -> assertThat(jar)
                .endsWith(".jar"));
        assertThat(copied).noneMatch(jar -> NEVER.stream().anyMatch(jar::contains));
    }

    @Test
    void theServiceHasWhatItRunsWithOnce() {
        List<String> copied = new Image("sample-fraud-detector").copiedNames();
        assertThat(copied)
                .contains("millrace-sample-fraud-detector-0.1.0-SNAPSHOT.jar", "millrace-0.1.0-SNAPSHOT.jar")
                .contains("kafka-clients-4.3.1.jar");
        var versions = copied.stream()
                .collect(Collectors.groupingBy(jar -> jar.replaceFirst("-\\d[^-]*(-[A-Z].*|)\\.jar$", "")));
        assertThat(versions.values())
                .as("left over from another build? mvn clean")
                .allSatisfy(jars -> assertThat(jars).hasSize(1));
    }

    @Test
    void theFeederIsComplete() {
        assertThat(new Image("sample-fraud-demo").copiedNames())
                .contains("millrace-sample-fraud-demo-0.1.0-SNAPSHOT.jar")
                .anyMatch(jar -> jar.startsWith("picocli"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample-fraud-detector", "sample-fraud-demo"})
    void theImageRunsOnGlibcAndNotAsRoot(String module) {
        Image image = new Image(module);
        assertThat(image.last("ARG")).matches("BASE=eclipse-temurin:\\d+-jre");
        assertThat(image.last("USER")).matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(image.entrypoint()).startsWith("java", "-cp");
        assertThat(image.all("COPY")).noneMatch(arguments -> arguments.startsWith(". ") || arguments.startsWith("* "));
    }

    @Test
    void theServicesUserIsTheChartsAndOwnsTheState() {
        Image image = new Image("sample-fraud-detector");
        assertThat(Project.tree(Project.text(Project.CHART.resolve("values.yaml")))
                        .at("/security/userId")
                        .asText())
                .isEqualTo(image.last("USER").split(":")[0]);
        assertThat(image.last("RUN")).contains("chown " + image.last("USER") + " /var/lib/millrace");
    }

    @Test
    void librariesComeBeforeTheFrameworkAndThatBeforeTheService() {
        List<String> copies = new Image("sample-fraud-detector").all("COPY").toList();
        assertThat(copies)
                .extracting(line -> line.replaceAll("^(--from=\\S+ )?(\\S+).*", "$2"))
                .containsExactly(
                        "target/lib/*.jar",
                        "/sorted/libraries/",
                        "/sorted/millrace/",
                        "target/millrace-sample-fraud-detector-*.jar");
    }
}
