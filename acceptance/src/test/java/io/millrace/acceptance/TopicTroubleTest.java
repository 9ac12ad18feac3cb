package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.millrace.kafka.Partitioning;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody changes the input topic under a service, while it runs and while it does not. */
class TopicTroubleTest {
    private static Cluster cluster;
    private static int runs;

    @TempDir
    Path state;

    private final Heard heard = new Heard();
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
        letters = new LetterService(cluster, "topics-" + ++runs, state).withTopics();
    }

    @AfterEach
    void listenNoMore() {
        heard.close();
    }

    private String in() {
        return letters.in();
    }

    private String out() {
        return letters.out();
    }

    private ApplicationContext service() {
        return letters.built(Map.of());
    }

    private void runOnce() {
        try (ApplicationContext service = service()) {
            service.start();
            assertThat(cluster.values(out(), 1)).containsExactly("a1");
        }
    }

    private void recreate() throws Exception {
        cluster.admin(admin -> admin.deleteTopics(List.of(in())).all());
        cluster.topics(in());
    }

    @Test
    void partitionsAddedWhileItRunsStopTheListenerWithTheWayOut() throws Exception {
        try (ApplicationContext service = service()) {
            service.start();
            assertThat(cluster.values(out(), 1)).containsExactly("a1");
            cluster.admin(admin -> admin.createPartitions(Map.of(in(), NewPartitions.increaseTo(2)))
                    .all());
            heard.await("letters stopped", "MR-038", in(), "eset the listener");
        }
    }

    @Test
    void partitionsAddedWhileItIsDownRefuseTheStart() throws Exception {
        runOnce();
        cluster.admin(admin -> admin.createPartitions(Map.of(in(), NewPartitions.increaseTo(2)))
                .all());
        try (ApplicationContext service = service()) {
            assertThatThrownBy(service::start)
                    .hasMessageContaining("MR-0224")
                    .hasMessageContaining(letters.group() + "-changelog has 1 partitions, its listener needs 2");
        }
    }

    @Test
    void aTopicDeletedWhileItRunsStopsTheListener() throws Exception {
        try (ApplicationContext service = service()) {
            service.start();
            assertThat(cluster.values(out(), 1)).containsExactly("a1");
            cluster.admin(admin -> admin.deleteTopics(List.of(in())).all());
            heard.await("letters stopped", "MR-0385", in() + " was deleted");
        }
    }

    /** Then records of one key are not where the key's state is, nor its records of other inputs. */
    @Test
    void anotherPartitionerIsNoticedOnTheFirstRecords() throws Exception {
        String wide = in() + "-wide";
        cluster.topics(2, wide);
        int elsewhere = 1 - Partitioning.expectedPartition("k".getBytes(StandardCharsets.UTF_8), 2);
        cluster.send(wide, "k", "right");
        cluster.sendTo(wide, elsewhere, "k", "wrong");
        try (ApplicationContext service = letters.built(Map.of("millrace.topics.names.letters-in", wide))) {
            service.start();
            heard.await("MR-0373", wide + "-" + elsewhere + " (offset 0)", "another partitioner", "murmur2");
        }
    }

    /** The broker deletes offsets with their topic. */
    @Test
    void aTopicMadeAnewIsNotTakenForTheOldOne() throws Exception {
        runOnce();
        recreate();
        cluster.send(in(), "k", "x", "y", "z");
        try (ApplicationContext service = service()) {
            service.start();
            heard.await("MR-0392", "task 0 has state but no committed offsets");
        }
        assertThat(cluster.values(out(), 1)).containsExactly("a1");
    }

    @Test
    void oneOfTwoInputsMadeAnewIsNotTakenForAnInputJustAdded() throws Exception {
        cluster.topics("left", "right", "pair-out");
        Map<String, Object> pair = Map.of("millrace.listeners.pair.enabled", true);
        cluster.send("left", "k", "a");
        try (ApplicationContext service = letters.built(pair)) {
            service.start();
            assertThat(cluster.values("pair-out", 1)).containsExactly("a1");
            cluster.send("right", "k", "b");
            assertThat(cluster.values("pair-out", 2)).containsExactly("a1", "b2");
        }
        cluster.admin(admin -> admin.deleteTopics(List.of("right")).all());
        cluster.topics("right");
        cluster.send("right", "k", "b");
        try (ApplicationContext service = letters.built(pair)) {
            service.start();
            heard.await("pair task 0 stopped", "MR-0393", "right was deleted and made anew");
        }
        assertThat(cluster.values("pair-out", 2)).containsExactly("a1", "b2");
    }
}
