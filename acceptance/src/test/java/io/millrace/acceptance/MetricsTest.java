package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.acceptance.HttpReplica.Answer;
import io.millrace.ops.Metric;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every metric as a real Prometheus server sees it (Debian: {@code prometheus}). */
class MetricsTest {
    /** A sample that is a number: what is not known yet is NaN. */
    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.]+,\"(?!NaN)");

    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? .*");
    private static final Pattern TAG = Pattern.compile("([a-z_]+)=\"");

    private static Cluster cluster;
    private static int runs;

    @TempDir
    Path work;

    private String application;
    private HttpReplica replica;

    @BeforeAll
    static void broker() {
        cluster = new Cluster();
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @BeforeEach
    void service() throws Exception {
        application = "seen-" + ++runs;
        cluster.topics(2, application + "-in", application + "-out");
        replica = replica("one");
        cluster.send(application + "-in", "k", "a", "b", "c");
        cluster.send(application + "-in", "another", "d", "e");
        replica.await("/prometheus", page -> page.says("millrace_dlq_records_total"));
    }

    @AfterEach
    void stop() {
        replica.close();
    }

    private HttpReplica replica(String name) {
        return new HttpReplica(new HashMap<>(Map.of(
                "micronaut.application.name",
                application,
                "kafka.bootstrap.servers",
                cluster.bootstrap(),
                "trouble.b",
                Integer.MAX_VALUE,
                "trouble.transient",
                Integer.MAX_VALUE,
                "millrace.listeners.letters.enabled",
                true,
                "millrace.topics.names.letters-in",
                application + "-in",
                "millrace.topics.names.letters-out",
                application + "-out",
                "millrace.state-dir",
                work.resolve(name).toString())));
    }

    @Test
    void prometheusHasDataForEachMetric() throws Exception {
        assumeTrue(isInstalled("prometheus"), "prometheus is not installed (Debian: apt-get install prometheus)");
        int port = freePort();
        cluster.expelAll(application + "-letters");
        Process prometheus = prometheus(port);
        try {
            URI api = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=");
            for (Metric metric : Metric.values()) {
                for (String series : metric.series()) {
                    String filter = metric.tags().contains("listener") ? "{listener=\"letters\"}" : "";
                    HttpReplica.await(query(api, series + filter), MetricsTest::hasData);
                }
            }
            Answer kafka = HttpReplica.await(
                    query(api, "kafka_consumer_fetch_manager_records_consumed_total"), MetricsTest::hasData);
            assertThat(kafka.says(application + "-letters")).isTrue();
            HttpReplica.await(query(api, "sum(millrace_records_total{outcome=\"ok\"}) == 4"), MetricsTest::hasData);
            HttpReplica.await(query(api, "sum(millrace_records_total{outcome=\"dlq\"}) == 1"), MetricsTest::hasData);
            HttpReplica.await(
                    query(api, "sum(millrace_records_total{outcome=\"retried\"}) == 2"), MetricsTest::hasData);
            HttpReplica.await(query(api, "millrace_dlq_records_total{reason=\"failed\"} == 1"), MetricsTest::hasData);
            HttpReplica.await(query(api, "millrace_rebalances_total{kind=\"lost\"} == 1"), MetricsTest::hasData);
            HttpReplica.await(query(api, "millrace_tasks{state=\"running\"} == 2"), MetricsTest::hasData);
            HttpReplica.await(query(api, "sum(millrace_lag_records) == 0"), MetricsTest::hasData);
            HttpReplica.await(
                    query(api, "sum(millrace_state_entries{listener=\"letters\"}) >= 2"), MetricsTest::hasData);
            HttpReplica.await(query(api, "millrace_commit_seconds_count > 0"), MetricsTest::hasData);
            // Seconds, not milliseconds: what was sent when this test began is minutes old at most.
            HttpReplica.await(
                    query(api, "millrace_watermark_delay_seconds{listener=\"letters\"} < 300"), MetricsTest::hasData);
            HttpReplica.await(query(api, "sum(millrace_lag_seconds{listener=\"letters\"}) == 0"), MetricsTest::hasData);
            HttpReplica.await(query(api, "millrace_process_seconds_count{kind=\"record\"} >= 4"), MetricsTest::hasData);
        } finally {
            prometheus.destroy();
            prometheus.waitFor();
        }
    }

    private static boolean hasData(Answer answer) {
        return answer.status() == 200 && VALUE.matcher(answer.body()).find();
    }

    private static URI query(URI api, String expression) {
        return URI.create(api + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    private Process prometheus(int port) throws IOException {
        Path configuration = work.resolve("prometheus.yml");
        Files.writeString(
                configuration,
                """
                global: {scrape_interval: 200ms, scrape_timeout: 200ms}
                scrape_configs:
                  - job_name: service
                    metrics_path: /prometheus
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """
                        .formatted(replica.port()));
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + work.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("prometheus.log").toFile())
                .start();
    }

    @Test
    void eachMetricHasExactlyItsTags() {
        Map<String, Metric> bySeries = new HashMap<>();
        for (Metric metric : Metric.values()) {
            metric.series().forEach(series -> bySeries.put(series, metric));
        }
        Set<String> seen = new TreeSet<>();
        replica.await("/prometheus", page -> page.says("millrace_lag_seconds"))
                .body()
                .lines()
                .filter(line -> line.startsWith("millrace_"))
                .forEach(line -> {
                    Matcher sample = SAMPLE.matcher(line);
                    assertThat(sample.matches()).as(line).isTrue();
                    Metric metric = bySeries.get(sample.group(1));
                    assertThat(metric).as("in the list: " + line).isNotNull();
                    Set<String> tags = new TreeSet<>();
                    Matcher tag = TAG.matcher(sample.group(2) == null ? "" : sample.group(2));
                    while (tag.find()) {
                        tags.add(tag.group(1));
                    }
                    tags.remove("le");
                    assertThat(tags).as(line).isEqualTo(new TreeSet<>(metric.tags()));
                    seen.add(metric.id());
                });
        assertThat(seen).contains("millrace.lag", "millrace.records", "millrace.rocksdb.memory.used");
    }

    /** What comes behind a record that is tried again and again waits, and grows older by the clock. */
    @Test
    void lagInSecondsGrowsByTheClock() {
        cluster.send(application + "-in", "k", "transient");
        long since = System.nanoTime();
        cluster.send(application + "-in", "k", "x");
        Answer page = replica.await("/prometheus", now -> lagSeconds(now) >= 2);
        double most = (System.nanoTime() - since) / 1e9 + 5;
        assertThat(lagSeconds(page)).isLessThan(most);
    }

    private static double lagSeconds(Answer page) {
        return page.body()
                .lines()
                .filter(line -> line.startsWith("millrace_lag_seconds{listener=\"letters\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .filter(lag -> !Double.isNaN(lag))
                .max()
                .orElse(-1);
    }

    @Test
    void thePageIsWellFormed() throws Exception {
        assumeTrue(isInstalled("promtool"), "promtool is not installed (Debian: apt-get install prometheus)");
        String own = replica.get("/prometheus")
                .body()
                .lines()
                .filter(line -> line.contains("millrace_"))
                .reduce("", (page, line) -> page + line + "\n");
        Path log = work.resolve("promtool.log");
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (OutputStream page = promtool.getOutputStream()) {
            page.write(own.getBytes(StandardCharsets.UTF_8));
        }
        promtool.waitFor();
        assertThat(Files.readString(log)).isEmpty();
    }

    @Test
    void whatBelongsToATaskGoesWithIt() {
        replica.await("/prometheus", page -> partitions(page) == 2);
        try (HttpReplica other = replica("other")) {
            other.await("/prometheus", page -> partitions(page) == 1);
            replica.await("/prometheus", page -> partitions(page) == 1);
            replica.await("/prometheus", page -> page.says("kind=\"revoked\",listener=\"letters\"} 1.0"));
        }
        replica.await("/prometheus", page -> partitions(page) == 2);
    }

    private static long partitions(Answer page) {
        return page.body()
                .lines()
                .filter(line -> line.startsWith("millrace_state_size_bytes{listener=\"letters\""))
                .count();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isInstalled(String program) {
        List<String> path = Arrays.asList(System.getenv("PATH").split(File.pathSeparator));
        return Stream.concat(path.stream(), Stream.of("/usr/bin"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
