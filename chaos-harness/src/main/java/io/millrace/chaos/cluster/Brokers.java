package io.millrace.chaos.cluster;

import io.millrace.chaos.problem.Problem;
import io.millrace.dev.DevBroker;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One broker, or three that form a cluster: KRaft, each a process of its own on 127.0.0.1. Each has a
 * listener for the harness, and one for each line on which a replica may come, by way of a {@link Link} that can be cut.
 */
public final class Brokers implements AutoCloseable {
    /** A machine under load answers late; who is fenced for that is a fault that nobody asked for. */
    private static final String SESSION_MS = "4000";

    /** A hundred years: a changelog's records bear the time of their events. */
    private static final String COMPACTION_LAG_MS = "3153600000000";

    /** A hundred years: what was read and purged would go from the files, where it is to be looked at. */
    private static final String RETENTION_CHECK_MS = COMPACTION_LAG_MS;

    /** So many replicas have a line of their own; further ones share them. */
    private static final int LINES = 3;

    private final List<Node> nodes = new ArrayList<>();

    /** One broker of the cluster. */
    private static final class Node {
        private final int id;
        private final Path folder;
        private final DevBroker.Options options;
        private final String address;
        private final List<Link> links;
        private DevBroker broker;
        private boolean running = true;

        private Node(int id, Path folder, DevBroker.Options options, String address, List<Link> links) {
            this.id = id;
            this.folder = folder;
            this.options = options;
            this.address = address;
            this.links = links;
            this.broker = DevBroker.start(options);
        }
    }

    private Brokers() {}

    /**
     * Starts them and waits until they answer.
     *
     * @param folder where they keep all they have
     * @param count 1 or 3
     * @param settings go before ours
     */
    public static Brokers start(Path folder, int count, Map<String, String> settings) {
        int[] controllers = IntStream.range(0, count).map(i -> Ports.next()).toArray();
        String voters = IntStream.range(0, count)
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllers[i])
                .collect(Collectors.joining(","));
        String cluster = Uuid.randomUuid().toString();
        Brokers brokers = new Brokers();
        List<CompletableFuture<Node>> starting = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = i + 1;
            int controller = controllers[i];
            starting.add(CompletableFuture.supplyAsync(
                    () -> node(
                            folder.resolve("broker-" + id),
                            id,
                            controller,
                            new Shared(count, voters, cluster, settings)),
                    command -> new Thread(command, "start-broker-" + id).start()));
        }
        starting.forEach(node -> brokers.nodes.add(node.join()));
        return brokers;
    }

    /** What all brokers of a cluster have in common. */
    private record Shared(int count, String voters, String cluster, Map<String, String> settings) {}

    private static Node node(Path folder, int id, int controller, Shared shared) {
        int own = Ports.next();
        List<Link> links = new ArrayList<>();
        StringBuilder listeners = new StringBuilder("BROKER://127.0.0.1:" + own);
        StringBuilder advertised = new StringBuilder(listeners);
        StringBuilder protocols = new StringBuilder("BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        for (int line = 0; line < LINES; line++) {
            int service = Ports.next();
            Link link = Link.to(service);
            links.add(link);
            listeners.append(",LINE" + line + "://127.0.0.1:" + service);
            advertised.append(",LINE" + line + "://127.0.0.1:" + link.port());
            protocols.append(",LINE" + line + ":PLAINTEXT");
        }
        format(folder, id, shared.cluster());
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("node.id", Integer.toString(id));
        settings.put("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", advertised.toString());
        settings.put("listener.security.protocol.map", protocols.toString());
        settings.put("controller.quorum.voters", shared.voters());
        // What is compacted cannot be checked record by record.
        settings.put("log.cleaner.min.compaction.lag.ms", COMPACTION_LAG_MS);
        settings.put("log.retention.check.interval.ms", RETENTION_CHECK_MS);
        settings.put("broker.session.timeout.ms", SESSION_MS);
        if (shared.count() > 1) {
            for (String name : List.of(
                    "default.replication.factor",
                    "offsets.topic.replication.factor",
                    "transaction.state.log.replication.factor",
                    "share.coordinator.state.topic.replication.factor")) {
                settings.put(name, Integer.toString(shared.count()));
            }
            settings.put("min.insync.replicas", "2");
            settings.put("transaction.state.log.min.isr", "2");
            settings.put("share.coordinator.state.topic.min.isr", "2");
        }
        settings.putAll(shared.settings());
        DevBroker.Options options =
                DevBroker.Options.temporary().in(folder).keepingData().onPort(own);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            options = options.with(setting.getKey(), setting.getValue());
        }
        return new Node(id, folder, options, "127.0.0.1:" + own, links);
    }

    /** All of one cluster, which a broker that formats its own storage would not be. */
    private static void format(Path folder, int id, String cluster) {
        String data = folder.toAbsolutePath().normalize().resolve("data").toString();
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(cluster)
                    .setNodeId(id)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(data)
                    .addDirectory(data)
                    .run();
        } catch (Exception e) {
            throw new Problem(Problem.Code.PROCESS, "cannot format the storage of a broker in " + folder, e);
        }
    }

    /** For the harness: not by way of the links. */
    public String bootstrap() {
        return nodes.stream().map(node -> node.address).collect(Collectors.joining(","));
    }

    /** For the replicas on a line. */
    public String service(int line) {
        return links(line).stream().map(link -> "127.0.0.1:" + link.port()).collect(Collectors.joining(","));
    }

    public int count() {
        return nodes.size();
    }

    /** Between the replicas on a line and all brokers. */
    public List<Link> links(int line) {
        return nodes.stream().map(node -> node.links.get(line % LINES)).toList();
    }

    /** All there are. */
    public List<Link> links() {
        return nodes.stream().flatMap(node -> node.links.stream()).toList();
    }

    /** Where a broker keeps its partitions. */
    public Path data(int id) {
        return node(id).folder.resolve("data");
    }

    public Path log(int id) {
        return node(id).broker.log();
    }

    private Node node(int id) {
        return nodes.get(id - 1);
    }

    /** As {@code kill -9} does. */
    public void kill(int id) {
        node(id).broker.kill();
        node(id).running = false;
    }

    /** Starts it again with what it has, after ending it in order if it runs; waits until it answers. */
    public void restart(int id) {
        node(id).broker.restart();
        node(id).running = true;
    }

    /** Stands still: its connections stay, nothing answers. */
    public void halt(int id) {
        Signals.send("STOP", node(id).broker.pid());
    }

    public void goOn(int id) {
        Signals.send("CONT", node(id).broker.pid());
    }

    /** Ends all of them; what they have stored stays. */
    @Override
    public void close() {
        for (Node node : nodes) {
            node.links.forEach(Link::close);
            if (node.running) {
                node.broker.kill();
            }
            node.broker.close();
        }
    }
}
