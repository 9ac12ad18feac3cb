package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener whose clients name serdes of their own, as one with a schema registry would. */
class OwnSerdesTest {
    /** Reads in capitals; refuses a question mark. */
    public static final class Capitals implements Deserializer<String> {
        @Override
        public String deserialize(String topic, byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (text.equals("?")) {
                throw new IllegalStateException("no such letter");
            }
            return text.toUpperCase(Locale.ROOT);
        }
    }

    /** Writes with the mark that it was configured with. */
    public static final class Marked implements Serializer<String> {
        private Object mark = "";

        @Override
        public void configure(Map<String, ?> settings, boolean isKey) {
            mark = settings.get("own.mark");
        }

        @Override
        public byte[] serialize(String topic, String value) {
            return (value + mark).getBytes(StandardCharsets.UTF_8);
        }
    }

    @TempDir
    private Path state;

    @Test
    void theyReadAndWriteItsMessages() throws Exception {
        try (Cluster cluster = new Cluster()) {
            cluster.topics("letters-in", "letters-out");
            Map<String, Object> properties = new HashMap<>(Listeners.only("letters"));
            properties.putAll(Map.of(
                    "micronaut.application.name", "own",
                    "kafka.bootstrap.servers", cluster.bootstrap(),
                    "kafka.health.enabled", false,
                    "millrace.state-dir", state.toString(),
                    "kafka.consumers.own-letters.value.deserializer", Capitals.class.getName(),
                    "kafka.producers.own-letters.value.serializer", Marked.class.getName(),
                    "kafka.producers.own-letters.own.mark", "!"));
            try (ApplicationContext service =
                    ApplicationContext.builder().properties(properties).build()) {
                service.start();
                cluster.send("letters-in", "k", "a", "?", "b");
                assertThat(cluster.values("letters-out", 2)).containsExactly("A1!", "B2!");
                assertThat(cluster.read("own-letters-dlq", 1))
                        .extracting(ConsumerRecord::value)
                        .containsExactly("?");
            }
        }
    }
}
