package io.millrace.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micronaut.json.JsonMapper;
import io.millrace.docs.EditSessions.Edit;
import io.millrace.docs.EditSessions.Session;
import io.millrace.testkit.StatefulTest;
import io.millrace.testkit.broker.MillraceTest;
import io.millrace.testkit.broker.TestBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@MillraceTest(listeners = EditSessions.class, partitions = 3)
class EditSessionsTest {
    private static final Path DATA = Path.of(System.getProperty("millrace.data.dir", "absent"));

    @Test
    void tenQuietMinutesEndASession() {
        StatefulTest test = StatefulTest.of(EditSessions.class)
                .send("edits", "ada", new Edit(0, "Ada Lovelace"))
                .send("edits", "ada", new Edit(600_000, "Analytical Engine"))
                .send("edits", "ada", new Edit(1_200_001, "Note G"))
                .endInput();

        assertThat(test.output("sessions", Session.class))
                .containsExactly(new Session("ada", 0, 600_000, 2), new Session("ada", 1_200_001, 1_200_001, 1));
    }

    /** The published answer: every session of a day of Wikipedia. */
    @Test
    void aDayOfWikipedia(TestBroker broker) throws Exception {
        assumeTrue(Files.exists(DATA.resolve("oracles.json")), "no oracles.json");
        Map<?, ?> all =
                JsonMapper.createDefault().readValue(Files.readAllBytes(DATA.resolve("oracles.json")), Map.class);
        Map<?, ?> expected = (Map<?, ?>) all.get("wikipedia.sessions_nonrobot_gap600s");

        feed(broker);
        broker.endInput("edits");

        TreeSet<String> lines = new TreeSet<>();
        int rows = ((Number) expected.get("rows")).intValue();
        for (Session session : broker.await("sessions", Session.class, rows)) {
            lines.add(session.user() + "\t" + session.first() + "\t" + session.last() + "\t" + session.edits() + "\n");
        }
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        lines.forEach(line -> sha256.update(line.getBytes(StandardCharsets.UTF_8)));
        assertThat(lines).hasSize(rows);
        assertThat(HexFormat.of().formatHex(sha256.digest())).isEqualTo(expected.get("sha256"));
        assertThat(broker.read("late-edits", Edit.class)).isEmpty();
    }

    private static void feed(TestBroker broker) throws IOException {
        JsonMapper json = JsonMapper.createDefault();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (String[] row : edits()) {
                if (row[5].equals("0")) {
                    byte[] edit = json.writeValueAsBytes(new Edit(Long.parseLong(row[0]), row[2]));
                    producer.send(new ProducerRecord<>(broker.topic("edits"), row[1], edit));
                }
            }
        }
    }

    private static List<String[]> edits() throws IOException {
        Path file = DATA.resolve("wikipedia/edits_2015-09-12.csv.gz");
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return in.lines().skip(1).map(line -> line.split(",")).toList();
        }
    }
}
