package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.management.health.indicator.HealthIndicator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** Keys and values with a word that must not turn up in logs at INFO and above, metrics or health, whatever goes wrong. */
class NothingQuotesPayloadTest {
    private static final String WORD = "canary4711";

    @TempDir
    private Path state;

    private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();

    private final AppenderBase<ILoggingEvent> listening = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
                said.add(event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy())));
            }
        }
    };

    private ApplicationContext service(Cluster cluster, String... more) {
        Map<String, Object> properties = new HashMap<>(Listeners.only("letters", "orders"));
        properties.putAll(Map.of(
                "micronaut.application.name",
                "quiet",
                "kafka.bootstrap.servers",
                cluster.bootstrap(),
                "kafka.health.enabled",
                false,
                "millrace.state-dir",
                state.toString(),
                "trouble." + WORD,
                Integer.MAX_VALUE));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return ApplicationContext.builder().properties(properties).build();
    }

    private String awaitSaid(String words) throws InterruptedException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        StringBuilder all = new StringBuilder();
        while (System.nanoTime() < deadline) {
            String line = said.poll(100, java.util.concurrent.TimeUnit.MILLISECONDS);
            if (line != null) {
                all.append(line).append('\n');
                if (line.contains(words)) {
                    return all.toString();
                }
            }
        }
        throw new AssertionError("nobody said " + words + " but\n" + all);
    }

    private static String seen(ApplicationContext service) {
        StringBuilder seen =
                new StringBuilder(service.getBean(PrometheusMeterRegistry.class).scrape());
        for (HealthIndicator indicator : service.getBeansOfType(HealthIndicator.class)) {
            if (indicator.getClass().getName().startsWith("io.millrace.")) {
                Flux.from(indicator.getResult()).toIterable().forEach(result -> seen.append(result.getName())
                        .append(result.getStatus())
                        .append(result.getDetails()));
            }
        }
        return seen.toString();
    }

    @Test
    void logsMetricsAndHealthAreWithoutIt() throws Exception {
        Logger root = ((Logger) org.slf4j.LoggerFactory.getLogger("io.millrace"))
                .getLoggerContext()
                .getLogger("ROOT");
        Logger ours = root.getLoggerContext().getLogger("io.millrace");
        Level before = ours.getLevel();
        listening.setContext(root.getLoggerContext());
        listening.start();
        root.addAppender(listening);
        ours.setLevel(Level.INFO);
        try (Cluster cluster = new Cluster()) {
            cluster.topics("letters-in", "letters-out", "orders", "pairs", "names", "answers", "pairs-back", "told");
            cluster.send("letters-in", WORD, "a", WORD, "c");
            try (ApplicationContext service = service(cluster)) {
                service.start();
                assertThat(cluster.values("letters-out", 2)).containsExactly("a1", "c2");
                assertThat(cluster.read("quiet-letters-dlq", 1))
                        .extracting(ConsumerRecord::value)
                        .containsExactly(WORD);
                cluster.send("pairs", WORD, WORD, "{\"left\":" + WORD);
                assertThat(cluster.read("quiet-orders-dlq", 2)).hasSize(2);
                assertThat(awaitSaid("went to the dead letters (undecodable)")).doesNotContain(WORD);
                assertThat(seen(service)).contains("millrace_dlq").doesNotContain(WORD);
            }
            cluster.send("letters-in", WORD, WORD);
            cluster.send("pairs", WORD, "{\"left\":" + WORD);
            String[] stop = {
                "millrace.listeners.letters.on-failure.then",
                "stop",
                "millrace.listeners.orders.invalid.undecodable",
                "stop"
            };
            try (ApplicationContext service = service(cluster, stop)) {
                service.start();
                String all = awaitSaid("MR-061") + awaitSaid("MR-061");
                assertThat(all)
                        .contains("MR-0610", "MR-0611", "letters-in-0 offset 3", "pairs-0 offset 2")
                        .contains("java.lang.IllegalStateException")
                        .doesNotContain(WORD);
                assertThat(seen(service)).doesNotContain(WORD);
            }
            assertThat(said).noneMatch(line -> line.contains(WORD));
        } finally {
            root.detachAppender(listening);
            ours.setLevel(before);
        }
    }
}
