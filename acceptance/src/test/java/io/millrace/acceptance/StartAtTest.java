package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a listener begins, and how it is taken back there. */
class StartAtTest {
    private static Cluster cluster;
    private static int runs;

    @TempDir
    private Path state;

    private LetterService letters;

    @BeforeAll
    static void broker() {
        cluster = new Cluster();
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @BeforeEach
    void topics() throws Exception {
        letters = new LetterService(cluster, "start-" + ++runs, state).withTopics();
    }

    private String in() {
        return letters.in();
    }

    private String out() {
        return letters.out();
    }

    private ApplicationContext service(String... more) {
        Map<String, Object> properties = new HashMap<>();
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return letters.built(properties);
    }

    private String group() {
        return letters.group();
    }

    private void awaitCommit(long offset) throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (cluster.committed(group(), in()) != offset) {
            assertThat(System.nanoTime())
                    .as("offset %s was never committed", offset)
                    .isLessThan(deadline);
        }
    }

    /** The end is a place only once it is committed: it is, without any record, and what comes later is read. */
    @Test
    void fromTheEndWhereItFirstWas() throws Exception {
        String[] latest = {"millrace.listeners.letters.start-at", "latest"};
        try (ApplicationContext service = service(latest)) {
            service.start();
            awaitCommit(1);
        }
        cluster.send(in(), "k", "b");
        try (ApplicationContext service = service(latest)) {
            service.start();
            assertThat(cluster.values(out(), 1)).containsExactly("b1");
        }
    }

    @Test
    void fromATimeOn() throws Exception {
        String before = Instant.EPOCH.toString();
        String after = Instant.now().plusSeconds(3_600).toString();
        try (ApplicationContext service = service("millrace.defaults.start-at", before)) {
            service.start();
            assertThat(cluster.values(out(), 1)).containsExactly("a1");
        }
        topics();
        try (ApplicationContext service = service("millrace.defaults.start-at", after)) {
            service.start();
            awaitCommit(1);
        }
        assertThat(cluster.values(out(), 0)).isEmpty();
    }

    @Test
    void aResetTakesStateAndOffsetsBackTogether() throws Exception {
        try (ApplicationContext service = service()) {
            service.start();
            cluster.send(in(), "k", "b");
            assertThat(cluster.values(out(), 2)).containsExactly("a1", "b2");
            ApplicationContext second = service(
                    "millrace.reset",
                    "letters",
                    "millrace.state-dir",
                    state.resolve("other").toString());
            assertThatThrownBy(second::start).hasMessageContaining("MR-0250").hasMessageContaining("stop all replicas");
            second.close();
        }
        try (ApplicationContext service = service("millrace.reset", "leters")) {
            assertThatThrownBy(service::start)
                    .hasMessageContaining("MR-0252")
                    .hasMessageContaining("names 'leters'; the listeners are [");
        }
        try (ApplicationContext service = service("millrace.reset", "letters")) {
            assertThatThrownBy(service::start).hasMessageContaining("MR-0251");
        }
        assertThat(cluster.committed(group(), in())).isZero();
        try (ApplicationContext service = service()) {
            service.start();
            assertThat(cluster.values(out(), 4)).containsExactly("a1", "b2", "a1", "b2");
            cluster.send(in(), "k", "c");
            assertThat(cluster.values(out(), 5)).endsWith("c3");
        }
    }

    /** The way out that the refusal names. */
    @Test
    void aResetIsTheWayOutWhenOffsetsAreLost() throws Exception {
        try (ApplicationContext service = service()) {
            service.start();
            assertThat(cluster.values(out(), 1)).containsExactly("a1");
        }
        cluster.admin(admin -> admin.deleteConsumerGroups(List.of(group())).all());
        try (ApplicationContext service = service();
                Heard heard = new Heard()) {
            service.start();
            heard.await("MR-0392", "Start once with millrace.reset");
        }
        try (ApplicationContext service =
                service("millrace.reset", "letters", "millrace.listeners.letters.start-at", "latest")) {
            assertThatThrownBy(service::start).hasMessageContaining("MR-0251");
        }
        try (ApplicationContext service = service()) {
            service.start();
            cluster.send(in(), "k", "b");
            assertThat(cluster.values(out(), 2)).containsExactly("a1", "b1");
        }
    }
}
