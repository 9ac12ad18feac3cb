package io.millrace.dev;

import io.millrace.dev.broker.BrokerFolder;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;

/** The {@code server.properties} of a dev broker: one process, small, and quick to notice that a client died. */
final class BrokerSettings {

    private static final Map<String, String> ALWAYS = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("inter.broker.listener.name", "BROKER"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            // Back after kill -9 in 3 s instead of 12: the dead registration must expire first. Without the shorter
            // heartbeat the living broker is fenced at random.
            Map.entry("broker.session.timeout.ms", "1500"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // With group.protocol=consumer these are the broker's; by its default of 5 s a moved task waits as long.
            Map.entry("group.consumer.min.heartbeat.interval.ms", "100"),
            Map.entry("group.consumer.heartbeat.interval.ms", "250"),
            Map.entry("group.consumer.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.session.timeout.ms", "6000"),
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "10"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "10"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            // Retention goes by the records' own time: data of last year would be deleted while it is being read.
            Map.entry("log.retention.ms", "-1"),
            Map.entry("log.segment.delete.delay.ms", "1000"),
            Map.entry("log.cleaner.dedupe.buffer.size", "33554432"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"));

    private BrokerSettings() {}

    static void write(BrokerFolder folder, int port, int controllerPort, Map<String, String> overrides)
            throws IOException {
        Properties settings = new Properties();
        settings.putAll(ALWAYS);
        settings.putAll(Map.of(
                "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners", "BROKER://127.0.0.1:" + port,
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "log.dirs", folder.data().toString()));
        settings.putAll(overrides);
        try (Writer out = Files.newBufferedWriter(folder.settings())) {
            settings.store(out, "written at each start");
        }
    }
}
