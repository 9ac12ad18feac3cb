package io.millrace.benchmarks.engine;

import io.micronaut.context.ApplicationContext;
import io.millrace.benchmarks.workload.WindowedSums;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An ordinary Micronaut application with one listener of those in this package. Own arguments: its name, and {@link
 * Engines#METERED} to keep metrics.
 */
final class MillraceMain {
    private MillraceMain() {}

    public static void main(String[] args) throws IOException {
        EngineRun run = EngineRun.parse(args);
        String listener = args[EngineRun.ARGUMENTS];
        System.out.print(Child.versions());
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.application.name", run.appId());
        properties.put("kafka.bootstrap.servers", run.bootstrapServers());
        properties.put("micronaut.metrics.enabled", List.of(args).contains(Engines.METERED));
        properties.put("millrace.state-dir", run.stateDir().toString());
        properties.put("millrace.topics.names.in", run.input());
        properties.put("millrace.topics.names.out", run.output());
        properties.put("millrace.topics.allow-low-replication", true);
        properties.put("millrace.defaults.enabled", false);
        properties.put("millrace.listeners." + listener + ".enabled", true);
        properties.put("millrace.defaults.watermark.out-of-order", WindowedSums.DISORDER_MS + "ms");
        properties.put("millrace.defaults.threads", run.tuning().threads());
        properties.put("millrace.defaults.commit-interval", run.tuning().commitIntervalMs() + "ms");
        String group = run.appId() + "-" + listener;
        Tuning.producer().forEach((name, value) -> properties.put("kafka.producers." + group + "." + name, value));
        properties.put(
                "kafka.consumers." + group + ".max.poll.records",
                Tuning.consumer().get("max.poll.records"));
        ApplicationContext context = ApplicationContext.run(properties);
        Child.awaitEndOfInput();
        context.close();
    }
}
