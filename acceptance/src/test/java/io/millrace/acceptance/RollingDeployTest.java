package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replicas that are not all the same for a while, as in a rolling deploy. They are static members, and their session is
 * longer than any test waits: whatever waits for its end fails here.
 */
class RollingDeployTest {
    private static final int KEYS = 8;
    private static Cluster cluster;
    private static int runs;

    @TempDir
    Path state;

    private String application;
    private int rounds;

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
        application = "roll-" + ++runs;
        cluster.topics(2, application + "-in");
        cluster.topics(application + "-out");
    }

    private ApplicationContext replica(String instance, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(Listeners.only("letters"));
        properties.putAll(Map.of(
                "micronaut.application.name",
                application,
                "kafka.bootstrap.servers",
                cluster.bootstrap(),
                "millrace.instance",
                instance,
                "millrace.session-timeout",
                "5m",
                "millrace.topics.allow-low-replication",
                true,
                "millrace.state-dir",
                state.resolve(instance).toString(),
                "millrace.topics.names.letters-in",
                application + "-in",
                "millrace.topics.names.letters-out",
                application + "-out"));
        if (more.containsKey("millrace.membership")) {
            properties.remove("millrace.instance");
        }
        if ("consumer".equals(more.get("millrace.membership"))) {
            properties.remove("millrace.session-timeout");
        }
        properties.putAll(more);
        ApplicationContext replica =
                ApplicationContext.builder().properties(properties).build();
        replica.start();
        return replica;
    }

    /** One more letter for each key, in both partitions: all come out, numbered on from what is known of their key. */
    private void everythingIsHandled() {
        for (int key = 0; key < KEYS; key++) {
            cluster.send(application + "-in", "k" + key, "k" + key + "-");
        }
        rounds++;
        List<String> expected = IntStream.rangeClosed(1, rounds)
                .boxed()
                .flatMap(round -> IntStream.range(0, KEYS).mapToObj(key -> "k" + key + "-" + round))
                .toList();
        assertThat(cluster.values(application + "-out", KEYS * rounds)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aListenerSwitchedOffOnOneReplicaIsTakenOverByTheOthersAndSharedWhenItIsBack() {
        try (ApplicationContext stays = replica("a", Map.of())) {
            assertThat(stays.isRunning()).isTrue();
            ApplicationContext before = replica("b", Map.of());
            everythingIsHandled();
            before.close();

            try (ApplicationContext without = replica("b", Map.of("millrace.listeners.letters.enabled", false))) {
                assertThat(without.isRunning()).isTrue();
                everythingIsHandled();
            }

            try (ApplicationContext again = replica("b", Map.of("millrace.defaults.threads", 2))) {
                assertThat(again.isRunning()).isTrue();
                everythingIsHandled();
            }
            try (ApplicationContext fewer = replica("b", Map.of("millrace.defaults.threads", 1))) {
                assertThat(fewer.isRunning()).isTrue();
                everythingIsHandled();
            }
        }
    }

    @Test
    void aStaticReplicaThatLeavesOnStopIsNotWaitedFor() {
        try (ApplicationContext stays = replica("a", Map.of())) {
            assertThat(stays.isRunning()).isTrue();
            ApplicationContext leaves = replica("b", Map.of("millrace.leave-on-stop", true));
            everythingIsHandled();
            leaves.close();
            everythingIsHandled();
        }
    }

    /** Each stop is a leave with everything committed, each start a new member that nobody has to wait for. */
    @ParameterizedTest
    @ValueSource(strings = {"dynamic", "consumer"})
    void replicasThatAreNotExpectedBackComeAndGo(String membership) {
        Map<String, Object> as = Map.of("millrace.membership", membership);
        try (ApplicationContext stays = replica("a", as)) {
            assertThat(stays.isRunning()).isTrue();
            everythingIsHandled();
            ApplicationContext before = replica("b", as);
            everythingIsHandled();
            before.close();
            everythingIsHandled();
            try (ApplicationContext again = replica("b", as)) {
                assertThat(again.isRunning()).isTrue();
                everythingIsHandled();
            }
            everythingIsHandled();
        }
    }

    @Test
    void whoLeavesKeepsItsTaskUntilAnotherHasFetchedItsState() throws InterruptedException {
        Map<String, Object> as = Map.of("millrace.membership", "dynamic", "millrace.defaults.warm-up.records", 3);
        ApplicationContext first = replica("a", as);
        everythingIsHandled();
        everythingIsHandled();
        try (Heard heard = new Heard(Level.INFO);
                ApplicationContext second = replica("b", as)) {
            assertThat(second.isRunning()).isTrue();
            heard.await("letters task", "is warm");
            heard.await("letters task", "given up");
            everythingIsHandled();
            first.close();
            String warm = heard.await("letters task", "is warm");
            heard.await(warm.substring(0, warm.indexOf(" is warm")) + " given up");
            everythingIsHandled();
        }
    }
}
