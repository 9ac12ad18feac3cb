package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micronaut.context.ApplicationContext;
import io.millrace.fault.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One bad value of each kind, the start that it refuses, and the page of the docs that shows both. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class MistakesTest {
    private static final Path PAGE = Path.of("../docs/mistakes.md");
    private static final String LETTERS = "millrace.listeners.letters.";
    private static final String CONSUMER = "kafka.consumers.mistakes-letters.";
    private static final String PRODUCER = "kafka.producers.mistakes-letters.";

    /** What each kind of mistake looks like: what is written, and what is said. */
    private static final Map<String, Map<String, String>> SHOWN = new LinkedHashMap<>();

    private static Cluster cluster;

    @TempDir
    private Path state;

    @BeforeAll
    static void broker() {
        cluster = new Cluster();
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    private ApplicationContext service(Map<String, ?> written) {
        Map<String, Object> properties = new HashMap<>(Listeners.only("letters"));
        properties.putAll(Map.of(
                "micronaut.application.name",
                "mistakes",
                "kafka.bootstrap.servers",
                cluster.bootstrap(),
                "kafka.health.enabled",
                false,
                "millrace.state-dir",
                state.toString()));
        properties.putAll(written);
        return ApplicationContext.builder().properties(properties).build();
    }

    /** What the start says that is refused; its own place on the disk left out. */
    private String refusal(Map<String, ?> written) {
        try (ApplicationContext service = service(written)) {
            FaultException refused = catchThrowableOfType(FaultException.class, service::start);
            assertThat(refused).as("started with %s", written).isNotNull();
            return String.valueOf(refused.getMessage()).replace(state.toString(), "/var/lib/millrace");
        }
    }

    /** One mistake alone is one problem of the stage; its text is without that frame. */
    private void refused(String kind, String setting, String value, String code) {
        String said = refusal(Map.of(setting, value));
        assertThat(said).startsWith("MR-0200: 1 problem in the ").contains("\n  " + code + " ");
        String problem = said.substring(said.indexOf('\n') + 1).strip();
        SHOWN.computeIfAbsent(kind, none -> new LinkedHashMap<>())
                .put(setting + ": " + value, problem.replaceAll("\\s*\n\\s*", " "));
    }

    @Test
    void a1Values() {
        String kind = "Values that cannot be";
        refused(kind, LETTERS + "commit-interval", "100", "MR-0205");
        refused(kind, LETTERS + "watermark.idle", "0s", "MR-0205");
        refused(kind, LETTERS + "threads", "many", "MR-0204");
        refused(kind, LETTERS + "record-bytes-max", "10", "MR-0204");
        refused(kind, LETTERS + "enabled", "yes", "MR-0203");
        refused(kind, LETTERS + "guarantee", "exactly", "MR-0206");
        refused(kind, LETTERS + "start-at", "yesterday", "MR-0231");
        refused(kind, LETTERS + "state.seen.ttl", "-1d", "MR-0205");
        refused(kind, LETTERS + "state.seen.max-entries", "-1", "MR-0204");
        refused(kind, "millrace.state-memory", "lots", "MR-0217");
        refused(kind, "millrace.failpoint", "SOMETIMES", "MR-0230");
        refused(kind, "millrace.application-id", "My Service", "MR-0201");
    }

    @Test
    void a2Names() {
        String kind = "Names that nobody reads";
        refused(kind, LETTERS + "comit-interval", "50ms", "MR-0215");
        refused(kind, "millrace.listeners.leters.threads", "2", "MR-0215");
        refused(kind, LETTERS + "state.sen.ttl", "1d", "MR-0215");
        refused(kind, "millrace.inputs.letters.bounded", "true", "MR-0215");
        refused(kind, "millrace.queue.size", "5", "MR-0215");
    }

    @Test
    void a3ValuesThatDoNotGoTogether() {
        String kind = "Values that do not go together";
        refused(kind, "millrace.membership", "static", "MR-0216");
        refused(kind, LETTERS + "on-failure.backoff", "1m", "MR-0143");
    }

    @Test
    void a4ClientSettingsThatWouldBreakThePromise() {
        String kind = "Client settings that would break the promise";
        refused(kind, CONSUMER + "enable.auto.commit", "true", "MR-0210");
        refused(kind, CONSUMER + "isolation.level", "read_uncommitted", "MR-0210");
        refused(kind, CONSUMER + "auto.offset.reset", "earliest", "MR-0210");
        refused(kind, CONSUMER + "group.id", "mine", "MR-0210");
        refused(kind, CONSUMER + "group.instance.id", "mine", "MR-0210");
        refused(kind, CONSUMER + "partition.assignment.strategy", "x.Mine", "MR-0210");
        refused(kind, PRODUCER + "transactional.id", "mine", "MR-0210");
        refused(kind, PRODUCER + "acks", "1", "MR-0210");
        refused(kind, PRODUCER + "enable.idempotence", "false", "MR-0210");
        refused(kind, PRODUCER + "partitioner.class", "x.Mine", "MR-0210");
        refused(kind, PRODUCER + "transaction.timeout.ms", "60000", "MR-0210");
        refused(kind, PRODUCER + "delivery.timeout.ms", "120000", "MR-0210");
    }

    @Test
    void a5Serdes() {
        String kind = "Serdes that cannot be made";
        refused(kind, CONSUMER + "value.deserializer", "x.Mine", "MR-0242");
        refused(kind, PRODUCER + "key.serializer", "java.lang.String", "MR-0242");
    }

    @Test
    void a6Topics() throws Exception {
        String kind = "Topics that do not fit";
        cluster.topics(2, "left-of-two");
        cluster.topics("right-of-one");
        String said = refusal(Map.of(
                "millrace.listeners.pair.enabled",
                true,
                LETTERS + "enabled",
                false,
                "millrace.topics.names.left",
                "left-of-two",
                "millrace.topics.names.right",
                "right-of-one"));
        assertThat(said).contains("MR-0222 inputs left-of-two (2 partitions) and right-of-one (1)");
        cluster.admin(admin -> admin.createTopics(List.of(new NewTopic("mistakes-letters-changelog", 4, (short) 1)))
                .all());
        said = refusal(Map.of());
        assertThat(said)
                .contains("MR-0225 internal topic mistakes-letters-changelog")
                .contains("cleanup.policy");
        SHOWN.put(kind, Map.of("(the changelog exists, not compacted)", said.replaceAll("\\s*\n\\s*", " ")));
    }

    @Test
    void b1AllAreToldAtOnce() {
        Map<String, String> written = Map.of(
                LETTERS + "threads",
                "many",
                LETTERS + "comit-interval",
                "50ms",
                "millrace.membership",
                "static",
                CONSUMER + "isolation.level",
                "read_uncommitted",
                PRODUCER + "acks",
                "1",
                PRODUCER + "value.serializer",
                "x.Mine");
        assertThat(refusal(written))
                .startsWith("MR-0200: 5 problems in the configuration:")
                .contains("MR-0204", "MR-0215", "MR-0216", "MR-0212", "MR-0213", "MR-0242");
    }

    @Test
    void b2WithoutNameOrBroker() {
        assertThat(refusal(Map.of("micronaut.application.name", ""))).contains("MR-0202 the service has no name");
    }

    /** Last, because the others fill it. With {@code -Dmillrace.docs.write=true} the page is written anew. */
    @Test
    void c1ThePageShowsThem() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# Mistakes, and what is said of them",
                "",
                "Written by `MistakesTest`, which starts a service with each of them. What is told by the compiler stands in"
                        + " [error codes](error-codes.md), with the line it stands on. All problems of a start are told"
                        + " at once."));
        SHOWN.forEach((kind, rows) -> {
            lines.addAll(List.of("", "## " + kind, "", "| written | said |", "|---|---|"));
            rows.forEach((written, said) -> lines.add("| `" + written + "` | " + said.replace("|", "\\|") + " |"));
        });
        String page = lines.stream().collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(SHOWN).as("run the whole class").hasSize(6);
        assertThat(PAGE).as("run again with -Dmillrace.docs.write=true").hasContent(page);
    }
}
