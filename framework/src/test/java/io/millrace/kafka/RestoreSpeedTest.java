package io.millrace.kafka;

import static io.millrace.kafka.LiveBroker.names;
import static io.millrace.kafka.LiveBroker.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.port.ChangelogReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fast a changelog is read; the clock counts this thread's own time, so that a busy machine does not matter. */
@Tag("soak")
class RestoreSpeedTest {
    private static final int ENTRIES = 1_500_000;
    private static final int KEY_BYTES = 16;
    private static final int VALUE_BYTES = 100;

    @Test
    void aChangelogIsReadAtEightyMegabytesASecond() {
        ListenerNames names = names();
        LiveBroker.create(names.changelog(), 1, TopicSettings.CHANGELOG.made());
        fill(names.changelog());
        try (KafkaLogs logs = LiveBroker.logs(settings(names, new Membership.Dynamic("a")))) {
            read(logs); // warm
            IntStream.range(0, 3).forEach(i -> read(logs));
            assertThat(read(logs)).isGreaterThan(80);
        }
    }

    private static double read(KafkaLogs logs) {
        long wall = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long bytes = 0;
        try (ChangelogReader reader = logs.group().readChangelog(0, 0)) {
            while (reader.position() < ENTRIES) {
                for (ChangelogReader.Change change : reader.next()) {
                    byte[] value = change.value();
                    bytes += change.entry().length + (value == null ? 0 : value.length);
                }
            }
        }
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        wall = System.nanoTime() - wall;
        System.err.printf(
                "read %d MB: %.0f MB/s of thread time, %.0f MB/s wall%n",
                bytes >> 20, bytes * 1e3 / cpu, bytes * 1e3 / wall);
        return bytes * 1e3 / cpu;
    }

    private static void fill(String topic) {
        Random random = new Random(1);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                LiveBroker.servers(),
                "linger.ms",
                20,
                "batch.size",
                128 << 10,
                "compression.type",
                "lz4");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < ENTRIES; i++) {
                byte[] value = new byte[VALUE_BYTES];
                random.nextBytes(value);
                producer.send(new ProducerRecord<>(
                        topic, 0, ByteBuffer.allocate(KEY_BYTES).putInt(i).array(), value));
            }
        }
    }
}
