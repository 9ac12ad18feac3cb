package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows over published data, as services on a real broker: each row of the published answers. */
class WindowOracleTest {
    private static final String SESSIONS = "wikipedia.sessions_nonrobot_gap600s";
    private static final String HOURS = "quakes_2021-04_2021-05.tumbling_1h_grace24h";
    private static final String RATES = "2015-01-01-00.hopping_60s_by10s_count_per_type";

    @TempDir
    Path state;

    @Test
    void sessionsHoursAndRates() throws Exception {
        Oracle oracle = new Oracle();
        try (Cluster cluster = new Cluster()) {
            cluster.topics("edits", "edits-late", "edit-sessions", "quakes", "quakes-late", "quake-hours");
            cluster.topics("events", "event-rates");
            feed(cluster, oracle);
            try (ApplicationContext service = service(cluster)) {
                service.start();
                checkSessions(cluster, oracle);
                checkHours(cluster, oracle);
                oracle.check(RATES, cluster.values("event-rates", oracle.rowsOf(RATES)));
            }
            assertThat(cluster.read("edits-late", 0)).isEmpty();
        }
    }

    private static void checkSessions(Cluster cluster, Oracle oracle) throws Exception {
        oracle.check(SESSIONS, cluster.values("edit-sessions", oracle.rowsOf(SESSIONS)));
    }

    /** What a window says last counts; each refinement says how many records it has by then. */
    private static void checkHours(Cluster cluster, Oracle oracle) throws Exception {
        int dropped = ((Number) oracle.expected(HOURS).get("late_dropped")).intValue();
        List<ConsumerRecord<String, String>> late = cluster.read("quakes-late", dropped);
        assertThat(late).hasSize(dropped).allSatisfy(record -> assertThat(
                        record.headers().lastHeader("millrace.late.reason").value())
                .isEqualTo("window-closed".getBytes(StandardCharsets.UTF_8)));
        int windows = oracle.rowsOf(HOURS);
        Map<String, String> last = new HashMap<>();
        for (String line : cluster.values("quake-hours", windows)) {
            last.put(line.substring(0, line.indexOf('\t', line.indexOf('\t') + 1)), line);
        }
        oracle.check(HOURS, last.values());
    }

    private ApplicationContext service(Cluster cluster) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "micronaut.application.name", "oracles",
                "kafka.bootstrap.servers", cluster.bootstrap(),
                "kafka.health.enabled", false,
                "millrace.state-dir", state.toString(),
                "millrace.inputs.edits.bounded", true,
                "millrace.inputs.quakes.bounded", true,
                "millrace.inputs.events.bounded", true,
                "millrace.listeners.big.enabled", false,
                "millrace.listeners.letters.enabled", false));
        for (String listener : List.of("edit-sessions", "quake-hours", "event-rates")) {
            properties.put("millrace.listeners." + listener + ".enabled", true);
        }
        return ApplicationContext.builder().properties(properties).build();
    }

    private static void feed(Cluster cluster, Oracle oracle) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrap(), "linger.ms", 20),
                new StringSerializer(),
                new StringSerializer())) {
            List<ProducerRecord<String, String>> records = new ArrayList<>();
            for (String[] edit : oracle.rows("wikipedia/edits_2015-09-12.csv.gz")) {
                if (edit[5].equals("0")) {
                    records.add(new ProducerRecord<>("edits", edit[1], edit[0] + "," + edit[8]));
                }
            }
            for (String[] quake : oracle.rows("usgs/quakes_2021-04_2021-05.csv.gz")) {
                records.add(new ProducerRecord<>("quakes", quake[3], quake[1]));
            }
            for (String[] event : oracle.rows("gharchive/2015-01-01-00.csv.gz")) {
                records.add(new ProducerRecord<>("events", event[2], event[1]));
            }
            records.forEach(producer::send);
            for (String topic : List.of("edits", "quakes", "events")) {
                ProducerRecord<String, String> end = new ProducerRecord<>(topic, 0, null, null);
                end.headers().add("millrace.end", topic.getBytes(StandardCharsets.UTF_8));
                producer.send(end);
            }
        }
    }
}
