package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.HttpReplica.Answer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service brings the server, the health endpoint and the metrics it wants; without them Millrace is none the worse. */
class OptionalPartsTest {
    private static Cluster cluster;

    @TempDir
    Path state;

    @BeforeAll
    static void broker() {
        cluster = new Cluster();
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    private ReplicaProcess replica(String application, int port, String... without) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !startsWithOne(new File(entry).getName(), without))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(classPath).contains("micronaut-kafka");
        Map<String, String> properties = new HashMap<>(Listeners.only("letters"));
        properties.putAll(Map.ofEntries(
                Map.entry("micronaut.application.name", application),
                Map.entry("kafka.bootstrap.servers", cluster.bootstrap()),
                Map.entry("micronaut.server.host", "127.0.0.1"),
                Map.entry("micronaut.server.port", Integer.toString(port)),
                Map.entry("endpoints.health.details-visible", "ANONYMOUS"),
                Map.entry("millrace.topics.allow-low-replication", "true"),
                Map.entry("millrace.topics.names.letters-in", application + "-in"),
                Map.entry("millrace.topics.names.letters-out", application + "-out"),
                Map.entry("millrace.state-dir", state.toString())));
        return new ReplicaProcess(properties, classPath);
    }

    private static boolean startsWithOne(String jar, String... parts) {
        return Arrays.stream(parts).anyMatch(jar::startsWith);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void healthNeedsNoMetrics() throws Exception {
        cluster.topics("plain-in", "plain-out");
        int port = freePort();
        ReplicaProcess replica = replica("plain", port, "micrometer", "micronaut-micrometer", "prometheus");
        try {
            URI health = URI.create("http://127.0.0.1:" + port + "/health/");
            assertThat(replica.isAlive()).isTrue();
            HttpReplica.await(health.resolve("readiness"), answer -> {
                assertThat(replica.isAlive()).as("%s", replica.events()).isTrue();
                return answer.up();
            });
            assertThat(HttpReplica.get(health.resolve("liveness")).up()).isTrue();
            // The cluster's health is none of the replica's unless somebody decides so.
            Answer all = HttpReplica.get(health.resolve("../health"));
            assertThat(all.up() && all.says("millrace-readiness") && !all.says("kafka"))
                    .as("%s", all)
                    .isTrue();
        } finally {
            replica.kill();
        }
    }

    @Test
    void recordsNeedNoServer() throws Exception {
        cluster.topics("bare-in", "bare-out");
        cluster.send("bare-in", "k", "a");
        ReplicaProcess replica = replica(
                "bare",
                0,
                "micrometer",
                "micronaut-micrometer",
                "prometheus",
                "micronaut-management",
                "micronaut-http-server",
                "micronaut-http-netty",
                "micronaut-buffer",
                "micronaut-router",
                "netty");
        try {
            assertThat(cluster.values("bare-out", 1)).as("%s", replica.events()).containsExactly("a1");
        } finally {
            replica.kill();
        }
    }
}
