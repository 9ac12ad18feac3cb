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

    /** Longer than any run: the first round of retention would delete the read part of re-keyed topics, which is checked too. */
    private static final String HOUSEKEEPING_MS = "86400000";

    /** In the order of their numbers; behind those that can be killed comes the controller, where it is apart. */
    private final List<Node> nodes = new ArrayList<>();

    private final int count;

    /** One process of the cluster. */
    private static final class Node {
        private final int id;
        private final Path folder;
        private final Doors doors;
        private DevBroker broker;
        private boolean running = true;

        private Node(int id, Path folder, DevBroker.Options options, Doors doors) {
            this.id = id;
            this.folder = folder;
            this.doors = doors;
            this.broker = DevBroker.start(options);
        }
    }

    /** What all processes of a cluster have in common. */
    private record Shared(Path run, Shape shape, String voters, String cluster) {}

    private Brokers(int count) {
        this.count = count;
    }

    /**
     * Starts them and waits until they answer.
     *
     * @param run the folder where they keep all they have
     */
    public static Brokers start(Path run, Shape shape) {
        shape.security().prepare(run);
        int processes = shape.brokers() + (shape.controllerApart() ? 1 : 0);
        int[] controllers = IntStream.range(0, processes).map(i -> Ports.next()).toArray();
        int firstVoter = shape.controllerApart() ? shape.brokers() : 0;
        String voters = IntStream.range(firstVoter, processes)
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllers[i])
                .collect(Collectors.joining(","));
        Shared shared = new Shared(run, shape, voters, Uuid.randomUuid().toString());
        Brokers brokers = new Brokers(shape.brokers());
        List<CompletableFuture<Node>> starting = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            int id = i + 1;
            int controller = controllers[i];
            starting.add(CompletableFuture.supplyAsync(
                    () -> node(id, controller, shared), command -> new Thread(command, "start-broker-" + id).start()));
        }
        starting.forEach(node -> brokers.nodes.add(node.join()));
        return brokers;
    }

    private static Node node(int id, int controller, Shared shared) {
        Shape shape = shared.shape();
        boolean only = shape.controllerApart() && id <= shape.brokers();
        Path folder = shared.run().resolve("broker-" + id);
        Doors doors = new Doors(only ? Doors.NO_CONTROLLER : controller, shape.security(), shared.run());
        format(folder, id, shared.cluster());
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("node.id", Integer.toString(id));
        settings.putAll(doors.settings());
        settings.put("controller.quorum.voters", shared.voters());
        // What is compacted cannot be checked record by record.
        settings.put("log.cleaner.min.compaction.lag.ms", COMPACTION_LAG_MS);
        settings.put("log.initial.task.delay.ms", HOUSEKEEPING_MS);
        settings.put("broker.session.timeout.ms", SESSION_MS);
        if (only) {
            settings.put("process.roles", "broker");
        } else if (shape.controllerApart()) {
            // A broker too, or nobody could ask whether it has started; but no partition comes to it.
            settings.put("cordoned.log.dirs", "*");
        }
        if (shape.brokers() > 1) {
            settings.putAll(ofThree(shape.brokers()));
        }
        settings.putAll(shape.settings());
        DevBroker.Options options =
                DevBroker.Options.temporary().in(folder).keepingData().onPort(doors.own());
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            options = options.with(setting.getKey(), setting.getValue());
        }
        return new Node(id, folder, options, doors);
    }

    private static Map<String, String> ofThree(int brokers) {
        String all = Integer.toString(brokers);
        return Map.of(
                "default.replication.factor", all,
                "offsets.topic.replication.factor", all,
                "transaction.state.log.replication.factor", all,
                "share.coordinator.state.topic.replication.factor", all,
                "min.insync.replicas", "2",
                "transaction.state.log.min.isr", "2",
                "share.coordinator.state.topic.min.isr", "2");
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
        return brokers().stream().map(node -> "127.0.0.1:" + node.doors.own()).collect(Collectors.joining(","));
    }

    /** For the replicas on a line. */
    public String service(int line) {
        return brokers().stream().map(node -> node.doors.address(line)).collect(Collectors.joining(","));
    }

    /** Those that can have partitions. */
    private List<Node> brokers() {
        return nodes.subList(0, count);
    }

    public int count() {
        return count;
    }

    /** Between the replicas on a line and all brokers. */
    public List<Link> links(int line) {
        return nodes.stream().flatMap(node -> node.doors.links(line).stream()).toList();
    }

    /** All there are. */
    public List<Link> links() {
        return nodes.stream().flatMap(node -> node.doors.links().stream()).toList();
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
            node.doors.links().forEach(Link::close);
            if (node.running) {
                node.broker.kill();
            }
            node.broker.close();
        }
    }
}
