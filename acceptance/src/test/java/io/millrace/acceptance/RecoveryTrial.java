package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dev.DevBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replica with 200 MB of state is killed in mid-transaction: it is restarted in place, then taken over by one that has
 * none of it, and then stopped for longer than its session and woken up again. Prints what each took. Replicas start from a
 * class archive, as docs/operations.md advises.
 *
 * <p>{@code mvn verify -pl acceptance -am -Dtest=RecoveryTrial -Dsurefire.failIfNoSpecifiedTests=false -Dmillrace.tests.excluded=none}
 */
@Tag("chaos")
class RecoveryTrial {
    private static final int KEYS = Integer.getInteger("millrace.trial.keys", 1_800_000);
    private static final long SESSION_MS = 6_000;

    @TempDir
    Path work;

    private ClassArchive archive;
    private DevBroker broker;
    private KafkaProducer<String, String> producer;
    private KafkaConsumer<String, String> reader;
    private final List<String> told = new ArrayList<>();
    private final AtomicLong asked = new AtomicLong();
    private final List<ReplicaProcess> all = new ArrayList<>();

    @BeforeEach
    void broker() throws Exception {
        broker = DevBroker.start(DevBroker.Options.temporary().forLoad());
        Map<String, Object> clients =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        try (Admin admin = Admin.create(clients)) {
            admin.createTopics(List.of(new NewTopic("big-in", 1, (short) 1), new NewTopic("big-out", 1, (short) 1)))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5, "compression.type", "lz4"),
                new StringSerializer(),
                new StringSerializer());
        reader = new KafkaConsumer<>(clients, new StringDeserializer(), new StringDeserializer());
        reader.assign(List.of(new TopicPartition("big-out", 0)));
        reader.seekToBeginning(reader.assignment());
    }

    @AfterEach
    void end() throws Exception {
        for (ReplicaProcess replica : all) {
            replica.kill();
        }
        producer.close();
        reader.close();
        broker.close();
    }

    private ReplicaProcess start(String name) throws Exception {
        return start(name, archive.using());
    }

    /** Loads what every later process loads, and ends. */
    private void makeArchive() throws Exception {
        archive = ClassArchive.in(work);
        ReplicaProcess first = start("first", archive.making());
        await("it runs", Duration.ofSeconds(60), () -> first.saw(event -> event.contains("\"tasks\":[0]")));
        first.end();
    }

    private ReplicaProcess start(String name, String option) throws Exception {
        Map<String, String> properties = new HashMap<>(Listeners.only("big"));
        properties.putAll(Map.of(
                "micronaut.application.name",
                "trial",
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "kafka.health.enabled",
                "false",
                "millrace.instance",
                name,
                "millrace.session-timeout",
                SESSION_MS + "ms",
                "millrace.topics.allow-low-replication",
                "true",
                "logback.configurationFile",
                "trial-logback.xml",
                "millrace.state-dir",
                work.resolve(name).toString()));
        ReplicaProcess replica = new ReplicaProcess(properties, archive.classPath(), option, "-XX:TieredStopAtLevel=4");
        all.add(replica);
        return replica;
    }

    @Test
    void killedWithALotOfState() throws Exception {
        makeArchive();
        ReplicaProcess a = start("a");
        for (int key = 0; key < KEYS; key++) {
            producer.send(new ProducerRecord<>("big-in", "key-" + key, ""));
        }
        ask();
        await("the state is filled", Duration.ofMinutes(5), () -> told.size() == asked.get());
        AtomicBoolean feeding = new AtomicBoolean(true);
        Thread feeder = new Thread(() -> {
            while (feeding.get()) {
                ask();
                LockSupport.parkNanos(500_000);
            }
        });
        feeder.start();
        long before = told.size();
        await("it runs", Duration.ofSeconds(20), () -> told.size() > before + 2_000);

        a.kill();
        readTold();
        int atKill = told.size();
        ReplicaProcess again = start("a");
        await("restarted in place", Duration.ofSeconds(60), () -> told.size() > atKill);
        System.out.printf(
                "restarted in place: first output %d ms after the process started, %d records replayed%n",
                (System.nanoTime() - again.startedNanos()) / 1_000_000, again.last("restored", "records"));

        ReplicaProcess b = start("b");
        int running = told.size();
        await("it goes on", Duration.ofSeconds(30), () -> told.size() > running + 20_000);
        again.kill();
        readTold();
        int atSecondKill = told.size();
        long killed = System.nanoTime();
        await("taken over", Duration.ofSeconds(120), () -> told.size() > atSecondKill);
        long tookMs = (System.nanoTime() - killed) / 1_000_000;
        long restoreMs = b.last("restored", "ms");
        double megabytes = b.last("restored", "bytes") / 1e6;
        System.out.printf(
                "taken over: first output after %d ms, of that restore %d ms (%.0f MB, %.0f MB/s), session %d ms%n",
                tookMs, restoreMs, megabytes, megabytes / restoreMs * 1000, SESSION_MS);

        ReplicaProcess c = start("a");
        b.signal("STOP");
        readTold();
        int atStop = told.size();
        await("taken over from one that stands still", Duration.ofSeconds(120), () -> told.size() > atStop + 10_000);
        b.signal("CONT");
        int atWake = told.size();
        await("goes on beside the zombie", Duration.ofSeconds(60), () -> told.size() > atWake + 30_000);
        feeding.set(false);
        feeder.join();
        producer.flush();
        await("everything is told", Duration.ofSeconds(120), () -> told.size() >= asked.get());
        assertThat(b.isAlive()).isTrue();
        assertThat(c.isAlive()).isTrue();
        everyAnswerOnce();
    }

    private void ask() {
        long next = asked.getAndIncrement();
        producer.send(new ProducerRecord<>("big-in", "key-" + next % KEYS, "tell"));
    }

    /** Each key was counted once when filled and once each time it was asked for. */
    private void everyAnswerOnce() {
        Set<String> expected = new HashSet<>();
        for (long n = 0; n < asked.get(); n++) {
            expected.add("key-" + n % KEYS + ":" + (2 + n / KEYS));
        }
        assertThat(told).hasSameSizeAs(expected);
        assertThat(new HashSet<>(told)).isEqualTo(expected);
    }

    private void readTold() {
        reader.poll(Duration.ofMillis(20)).forEach(record -> told.add(record.value()));
    }

    private void await(String what, Duration patience, BooleanSupplier done) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            readTold();
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + patience + ": " + what + "; last events "
                        + all.stream().map(ReplicaProcess::events).toList());
            }
        }
    }
}
