package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Overlapping windows over published data on a real broker, while their process is killed: each result once. */
class WindowsThroughKillsTest {
    private static final String RATES = "2015-01-01-00.hopping_60s_by10s_count_per_type";
    private static final int KILLS = 3;
    private static final int SLICE = 100;

    /** Sent after a result was seen and before the kill, so that something is under way. */
    private static final int SLICES_UNDER_WAY = 4;

    @TempDir
    Path state;

    @Test
    void eachResultComesOnceThoughTheProcessIsKilled() throws Exception {
        Oracle oracle = new Oracle();
        List<String[]> events = oracle.rows("gharchive/2015-01-01-00.csv.gz");
        try (Cluster cluster = new Cluster()) {
            cluster.topics("events", "event-rates");
            ReplicaProcess replica = replica(cluster);
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", cluster.bootstrap()), new StringSerializer(), new StringSerializer())) {
                int slices = events.size() / SLICE;
                int kills = 0;
                for (int slice = 0; slice <= slices; slice++) {
                    send(producer, events.subList(slice * SLICE, Math.min(events.size(), (slice + 1) * SLICE)));
                    if (kills < KILLS && slice == (kills + 1) * slices / (KILLS + 1)) {
                        int seen = cluster.values("event-rates", 0).size();
                        cluster.values("event-rates", seen + 1);
                    }
                    if (kills < KILLS && slice == (kills + 1) * slices / (KILLS + 1) + SLICES_UNDER_WAY) {
                        replica.kill();
                        replica = replica(cluster);
                        kills++;
                    }
                }
                assertThat(kills).isEqualTo(KILLS);
                ProducerRecord<String, String> end = new ProducerRecord<>("events", 0, null, null);
                end.headers().add("millrace.end", "events".getBytes(StandardCharsets.UTF_8));
                producer.send(end);
                producer.flush();
                oracle.check(RATES, cluster.values("event-rates", oracle.rowsOf(RATES)));
            } finally {
                replica.kill();
            }
        }
    }

    private static void send(KafkaProducer<String, String> producer, List<String[]> events) {
        events.forEach(event -> producer.send(new ProducerRecord<>("events", event[2], event[1])));
        producer.flush();
    }

    private ReplicaProcess replica(Cluster cluster) throws Exception {
        Map<String, String> properties = new HashMap<>(Listeners.only("event-rates"));
        properties.putAll(Map.of(
                "micronaut.application.name", "killed",
                "kafka.bootstrap.servers", cluster.bootstrap(),
                "millrace.instance", "one",
                "millrace.session-timeout", "6s",
                "millrace.topics.allow-low-replication", "true",
                "millrace.inputs.events.bounded", "true",
                "millrace.state-dir", state.toString()));
        return new ReplicaProcess(properties);
    }
}
