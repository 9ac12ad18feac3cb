package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.HttpReplica.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What probes are told while a broker is away, while a task restores, and where there is no task. */
class HealthTest {
    private static final Duration OUTAGE = Duration.ofSeconds(8);
    private static final int KEYS = 400_000;

    private static Cluster cluster;

    @TempDir
    Path work;

    @BeforeAll
    static void broker() {
        cluster = new Cluster();
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    private HttpReplica replica(String application, String state, boolean big) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.application.name", application);
        properties.put("kafka.bootstrap.servers", cluster.bootstrap());
        properties.put("millrace.session-timeout", "6s");
        properties.put("millrace.state-dir", work.resolve(state).toString());
        properties.put("millrace.listeners.big.enabled", big);
        properties.put("millrace.listeners.letters.enabled", !big);
        properties.put("millrace.topics.names.letters-in", application + "-in");
        properties.put("millrace.topics.names.letters-out", application + "-out");
        properties.put("millrace.topics.names.big-in", application + "-in");
        properties.put("millrace.topics.names.big-out", application + "-out");
        return new HttpReplica(properties);
    }

    @Test
    void aSpareReplicaIsReadyAndAStoppedBrokerKillsNobody() throws Exception {
        cluster.topics("away-in", "away-out");
        try (HttpReplica one = replica("away", "one", false);
                HttpReplica other = replica("away", "other", false)) {
            one.await("/health/readiness", Answer::up);
            other.await("/health/readiness", Answer::up);
            assertThat(List.of(hasTask(one), hasTask(other))).containsExactlyInAnyOrder(true, false);
            cluster.send("away-in", "k", "a", "b");
            assertThat(cluster.values("away-out", 2)).containsExactly("a1", "b2");

            cluster.halt();
            boolean alive = true;
            boolean ready = true;
            for (long end = System.nanoTime() + OUTAGE.toNanos(); System.nanoTime() < end; ) {
                for (HttpReplica each : List.of(one, other)) {
                    alive &= each.liveness().up();
                    ready &= each.readiness().up();
                }
                LockSupport.parkNanos(50_000_000);
            }
            cluster.goOn();
            assertThat(alive).isTrue();
            assertThat(ready).isTrue();
            cluster.send("away-in", "k", "c");
            assertThat(cluster.values("away-out", 3)).containsExactly("a1", "b2", "c3");

            cluster.kill();
            assertThat(one.liveness().up()).isTrue();
            assertThat(other.liveness().up()).isTrue();
            cluster.restart();
            cluster.send("away-in", "k", "d");
            assertThat(cluster.values("away-out", 4)).containsExactly("a1", "b2", "c3", "d4");
            one.await("/health/readiness", Answer::up);
            other.await("/health/readiness", Answer::up);
        }
    }

    private static boolean hasTask(HttpReplica replica) {
        return replica.readiness().says("\"state\":\"RUNNING\"");
    }

    @Test
    void aRestoreIsAliveAndNotReady() throws Exception {
        cluster.topics("restore-in", "restore-out");
        try (HttpReplica first = replica("restore", "first", true)) {
            Map<String, Object> settings =
                    Map.of("bootstrap.servers", cluster.bootstrap(), "linger.ms", 20, "compression.type", "lz4");
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                for (int key = 0; key < KEYS; key++) {
                    producer.send(new ProducerRecord<>("restore-in", "key-" + key, ""));
                }
                producer.send(new ProducerRecord<>("restore-in", "key-0", "tell"));
            }
            assertThat(cluster.values("restore-out", 1)).containsExactly("key-0:2");
            assertThat(first.readiness().up()).isTrue();
        }
        try (HttpReplica second = replica("restore", "second", true)) {
            List<Answer> unready = new ArrayList<>();
            boolean alive = true;
            Answer answer = second.readiness();
            for (long end = System.nanoTime() + 40_000_000_000L; !answer.up() && System.nanoTime() < end; ) {
                unready.add(answer);
                alive &= second.liveness().up();
                answer = second.readiness();
            }
            assertThat(answer.says("\"state\":\"RUNNING\"")).as("%s", answer).isTrue();
            assertThat(alive).isTrue();
            assertThat(unready)
                    .as("of %d answers", unready.size())
                    .anyMatch(each -> each.status() == 503 && each.says("RESTORING") && each.says("restoreRemaining"));
        }
    }
}
