package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link OrderListener}: results, tombstones, sealed and generic messages, validation, headers, timers with ids. */
class FormsOfHandlersTest {
    private static final long T = 1_700_000_000_000L;

    private static Cluster cluster;
    private static KafkaProducer<String, String> producer;
    private static ApplicationContext service;

    @TempDir
    static Path state;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster();
        cluster.topics("orders", "pairs", "names", "answers", "pairs-back", "told");
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrap()), new StringSerializer(), new StringSerializer());
        Map<String, Object> properties = new HashMap<>(Listeners.only("orders"));
        properties.putAll(Map.of(
                "micronaut.application.name",
                "forms",
                "kafka.bootstrap.servers",
                cluster.bootstrap(),
                "kafka.health.enabled",
                false,
                "millrace.state-dir",
                state.toString(),
                "millrace.listeners.orders.watermark.idle",
                "100ms"));
        service = ApplicationContext.builder().properties(properties).start();
    }

    @AfterAll
    static void end() {
        service.close();
        producer.close();
        cluster.close();
    }

    private static void send(String topic, String key, String value) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, null, T, key, value);
        record.headers().add(new RecordHeader("trace", "tr".getBytes(StandardCharsets.UTF_8)));
        producer.send(record);
        producer.flush();
    }

    private static String placed(String id, long cents, long at) {
        return "{\"type\":\"placed\",\"id\":\"%s\",\"cents\":%d,\"at\":%d}".formatted(id, cents, T + at);
    }

    /** One story, because time only goes forward: each answer is waited for before the next question. */
    @Test
    void whatCompilesWorks() throws Exception {
        send("orders", "ann", placed("a", 100, 0));
        send("orders", "ann", placed("b", 50, 1_000));
        send("orders", "ann", placed("bad", -1, 1_500));
        send("orders", "ann", "{\"type\":\"cancelled\",\"id\":\"b\",\"at\":%d}".formatted(T + 2_000));
        send("orders", "ann", placed("c", 7, 3_000));
        assertThat(cluster.values("answers", 3))
                .containsExactly(
                        "{\"text\":\"a tr@0\",\"sum\":100}",
                        "{\"text\":\"b tr@1\",\"sum\":150}",
                        "{\"text\":\"c tr@4\",\"sum\":157}");

        List<ConsumerRecord<String, String>> dead = cluster.read("forms-orders-dlq", 1);
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo(placed("bad", -1, 1_500));
            assertThat(header(letter, "millrace.error.class")).isEqualTo("io.millrace.api.Rejected");
            assertThat(header(letter, "millrace.error.attempts")).isEqualTo("1");
            assertThat(header(letter, "__streams.errors.message"))
                    .isEqualTo("MR-0608: not valid: cents must be greater than 0");
        });

        send("names", "ann", "Ann");
        assertThat(cluster.values("told", 1)).containsExactly("was nobody, seen Pair[left=3, right=[a, b, c]]");
        send("names", "ann", null);
        assertThat(cluster.values("told", 4))
                .startsWith(
                        "was nobody, seen Pair[left=3, right=[a, b, c]]", "was Ann, seen Pair[left=3, right=[a, b, c]]")
                .endsWith("ticket 2", "ticket 1");
        send("names", "ann", "Anna");
        assertThat(cluster.values("told", 5)).last().asString().startsWith("was nobody");

        send("pairs", "ann", "{\"left\":\"x\",\"right\":[1,2]}");
        assertThat(cluster.values("pairs-back", 2))
                .containsExactly("{\"left\":\"x\",\"right\":1}", "{\"left\":\"x\",\"right\":2}");

        send("orders", "ann", placed("d", 1, 60_000));
        assertThat(cluster.values("told", 7).subList(5, 7))
                .containsExactly("ann a due " + (T + 10_000), "ann c due " + (T + 13_000));
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
