package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records that fail, or that no handler can be given, as configuration says. */
class PolicyTest {
    private static Cluster cluster;
    private static int runs;

    @TempDir
    Path state;

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
        letters = new LetterService(cluster, "policy-" + ++runs, state);
        cluster.topics(in(), out());
    }

    private String in() {
        return letters.in();
    }

    private String out() {
        return letters.out();
    }

    private void serve(Map<String, Object> more, Runnable check) {
        try (ApplicationContext service = letters.built(more)) {
            service.start();
            check.run();
        }
    }

    private List<ConsumerRecord<String, String>> dead(int count) {
        return cluster.read(letters.group() + "-dlq", count);
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Test
    void configurationOverridesTheAnnotationsRetriesAndAction() throws Exception {
        cluster.send(in(), "k", "a", "b", "c");
        serve(
                Map.of(
                        "trouble.b", 1,
                        "millrace.listeners.letters.on-failure.retries", 0,
                        "millrace.listeners.letters.on-failure.then", "skip"),
                () -> assertThat(cluster.values(out(), 2)).containsExactly("a1", "c2"));
        assertThat(dead(0)).isEmpty();
    }

    @Test
    void aFatalExceptionIsNotRetried() throws Exception {
        cluster.send(in(), "k", "a", "fatal", "c");
        serve(Map.of("trouble.fatal", 1), () -> assertThat(cluster.values(out(), 2))
                .containsExactly("a1", "c2"));
        assertThat(dead(1)).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo("fatal");
            assertThat(header(letter, "millrace.error.attempts")).isEqualTo("1");
        });
    }

    @Test
    void aTransientExceptionIsRetriedLongerThanOthers() throws Exception {
        cluster.send(in(), "k", "a", "transient", "c");
        serve(Map.of("trouble.transient", 12), () -> assertThat(cluster.values(out(), 3))
                .containsExactly("a1", "transient2", "c3"));
    }

    @Test
    void whatAnErrorOfTheHandlerUndoesIsADeadLetterTooAndTheWorkerLives() throws Exception {
        cluster.send(in(), "k", "a", "error", "c");
        serve(Map.of("trouble.error", Integer.MAX_VALUE), () -> assertThat(cluster.values(out(), 2))
                .containsExactly("a1", "c2"));
        assertThat(header(dead(1).get(0), "millrace.error.class")).isEqualTo("java.lang.AssertionError");
    }

    @Test
    void aRecordWithoutAKeyOrAnUnwantedTombstoneIsADeadLetter() throws Exception {
        cluster.send(in(), null, "nobody's");
        cluster.send(in(), "k", "a", null, "c");
        serve(Map.of(), () -> assertThat(cluster.values(out(), 2)).containsExactly("a1", "c2"));
        assertThat(dead(2))
                .extracting(letter -> header(letter, "millrace.error.reason"))
                .containsExactlyInAnyOrder("null-key", "tombstone");
    }

    @Test
    void aDeclaredPolicyLeavesThemBehind() throws Exception {
        cluster.send(in(), null, "nobody's");
        cluster.send(in(), "k", "a", null, "c");
        serve(
                Map.of("millrace.defaults.invalid.null-key", "skip", "millrace.defaults.invalid.tombstone", "skip"),
                () -> assertThat(cluster.values(out(), 2)).containsExactly("a1", "c2"));
        assertThat(dead(0)).isEmpty();
        assertThat(cluster.committed(letters.group() + "", in())).isEqualTo(4);
    }

    @Test
    void stopStopsBeforeTheRecordAndKeepsItsPlace() throws Exception {
        cluster.send(in(), "k", "a", "b", "c");
        serve(
                Map.of(
                        "trouble.b",
                        Integer.MAX_VALUE,
                        "millrace.listeners.letters.on-failure.retries",
                        0,
                        "millrace.listeners.letters.on-failure.then",
                        "stop"),
                () -> assertThat(cluster.values(out(), 1)).containsExactly("a1"));
        assertThat(cluster.committed(letters.group() + "", in())).isEqualTo(1);
        serve(Map.of(), () -> assertThat(cluster.values(out(), 3)).containsExactly("a1", "b2", "c3"));
    }

    /** Only the broker knows that this topic takes less than the service would write. */
    @Test
    void anOutputThatOnlyTheBrokerRefusesIsADeadLetterAndNothingElseIs() throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, out());
        AlterConfigOp small = new AlterConfigOp(new ConfigEntry("max.message.bytes", "2000"), AlterConfigOp.OpType.SET);
        cluster.admin(admin ->
                admin.incrementalAlterConfigs(Map.of(topic, List.of(small))).all());
        byte[] noise = new byte[6_000];
        new Random(7).nextBytes(noise);
        String large = Base64.getEncoder().encodeToString(noise);
        cluster.send(in(), "k", "a", "b", large, "c", "d");

        serve(Map.of(), () -> assertThat(cluster.values(out(), 4)).containsExactly("a1", "b2", "c3", "d4"));

        assertThat(dead(1)).singleElement().satisfies(letter -> assertThat(letter.value())
                .isEqualTo(large));
    }
}
