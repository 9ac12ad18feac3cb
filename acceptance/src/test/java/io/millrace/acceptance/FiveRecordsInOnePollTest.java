package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five records in one poll, and the handler throws on the second. A consumer that commits a poll's last offset with its
 * first record loses the other four here; one that starts over doubles the first.
 */
class FiveRecordsInOnePollTest {
    private static Cluster cluster;
    private static int runs;

    @TempDir
    Path state;

    private String application;

    @BeforeAll
    static void broker() throws Exception {
        cluster = new Cluster();
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @BeforeEach
    void topics() throws Exception {
        application = "five-" + ++runs;
        cluster.topics(in(), out());
    }

    private String in() {
        return application + "-in";
    }

    private String out() {
        return application + "-out";
    }

    private ApplicationContext service(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(Listeners.only("letters"));
        properties.putAll(Map.of(
                "micronaut.application.name", application,
                "kafka.bootstrap.servers", cluster.bootstrap(),
                "kafka.health.enabled", false,
                "millrace.state-dir", state.toString(),
                "millrace.topics.names.letters-in", in(),
                "millrace.topics.names.letters-out", out()));
        properties.putAll(more);
        return ApplicationContext.builder().properties(properties).build();
    }

    @Test
    void whatFailsForEverIsADeadLetterAndNothingElseIsLostOrDoubled() throws Exception {
        cluster.send(in(), "k", "a", "b", "c", "d", "e");
        try (ApplicationContext service = service(Map.of("trouble.b", Integer.MAX_VALUE))) {
            service.start();
            assertThat(cluster.values(out(), 4)).containsExactly("a1", "c2", "d3", "e4");
        }
        List<ConsumerRecord<String, String>> dead = cluster.read(application + "-letters-dlq", 1);
        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).value()).isEqualTo("b");
        assertThat(header(dead.get(0), "millrace.error.attempts")).isEqualTo("3");
        assertThat(header(dead.get(0), "__streams.errors.offset")).isEqualTo("1");
        assertThat(cluster.committed(application + "-letters", in())).isEqualTo(5);
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void whatFailsTwiceIsHandledInItsPlace() throws Exception {
        cluster.send(in(), "k", "a", "b", "c", "d", "e");
        try (ApplicationContext service = service(Map.of("trouble.b", 2))) {
            service.start();
            assertThat(cluster.values(out(), 5)).containsExactly("a1", "b2", "c3", "d4", "e5");
        }
    }

    @Test
    void stateGoesOnAfterARestartWithAndWithoutItsDirectory(@TempDir Path elsewhere) throws Exception {
        cluster.send(in(), "k", "a", "b");
        try (ApplicationContext service = service(Map.of())) {
            service.start();
            assertThat(cluster.values(out(), 2)).containsExactly("a1", "b2");
        }
        cluster.send(in(), "k", "c");
        try (ApplicationContext service = service(Map.of())) {
            service.start();
            assertThat(cluster.values(out(), 3)).containsExactly("a1", "b2", "c3");
        }
        cluster.send(in(), "k", "d");
        try (ApplicationContext service = service(Map.of("millrace.state-dir", elsewhere.toString()))) {
            service.start();
            assertThat(cluster.values(out(), 4)).containsExactly("a1", "b2", "c3", "d4");
        }
    }

    @Test
    void atLeastOnceStillKeepsStateExact() throws Exception {
        cluster.send(in(), "k", "a", "b", "c");
        try (ApplicationContext service = service(Map.of("millrace.defaults.guarantee", "at-least-once"))) {
            service.start();
            assertThat(cluster.values(out(), 3)).containsExactly("a1", "b2", "c3");
        }
        cluster.send(in(), "k", "d");
        try (ApplicationContext service = service(Map.of())) {
            service.start();
            assertThat(cluster.values(out(), 4)).containsExactly("a1", "b2", "c3", "d4");
        }
    }
}
