package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.millrace.fault.FaultException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that names no broker: in development it gets one, elsewhere it does not start. */
class DevelopmentTest {
    @TempDir
    Path state;

    private ApplicationContext service(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(Listeners.only("letters"));
        properties.putAll(Map.of(
                "micronaut.application.name",
                "dev-" + UUID.randomUUID().toString().substring(0, 8),
                "kafka.health.enabled",
                false,
                "millrace.topics.partitions",
                1,
                "millrace.state-dir",
                state.toString()));
        properties.putAll(more);
        return ApplicationContext.builder().properties(properties).build();
    }

    @Test
    void aServiceWithoutABrokerGetsOneAndItsTopics() {
        try (ApplicationContext service = service(Map.of())) {
            service.start();
            String bootstrap = service.getRequiredProperty("kafka.bootstrap.servers", String.class);
            assertThat(bootstrap).startsWith("127.0.0.1:");
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>("letters-in", 0, "k", "a"));
            }
            assertThat(Cluster.read(bootstrap, "letters-out", 1, record -> true))
                    .hasSize(1);
        }
    }

    @Test
    void withoutABrokerTheStartIsRefused() {
        try (ApplicationContext service = service(Map.of("millrace.dev.broker", "off"))) {
            assertThatThrownBy(service::start)
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("MR-0209")
                    .hasMessageContaining("kafka.bootstrap.servers");
        }
    }

    @Test
    void allMistakesOfAConfigurationAreNamedAtOnce() {
        Map<String, Object> wrong = Map.of(
                "millrace.membership", "sticky",
                "millrace.session-timeout", "soon",
                "millrace.defaults.commit-interval", "often",
                "millrace.defaults.commit-intervals", "1s",
                "millrace.listeners.letters.on-failure.backoff", "1m",
                "kafka.enable.auto.commit", true,
                "kafka.bootstrap.servers", "127.0.0.1:1");
        try (ApplicationContext service = service(wrong)) {
            assertThatThrownBy(service::start)
                    .hasMessageContaining("MR-0206")
                    .hasMessageContaining("sticky")
                    .hasMessageContaining("MR-0205")
                    .hasMessageContaining("soon")
                    .hasMessageContaining("often")
                    .hasMessageContaining("MR-0215 millrace.defaults.commit-intervals")
                    .hasMessageContaining("MR-0143") // the backoff is now longer than its maximum
                    .hasMessageContaining("MR-0212 consumer enable.auto.commit");
        }
    }
}
