package io.millrace.dev.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Main class of the broker's own JVM: formats the storage if it is new, runs broker and controller, says when they answer,
 * and ends itself within two polls when the last client process is gone, however that ended.
 */
public final class BrokerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerProcess.class);
    private static final long CLIENT_POLL_MS = 500;
    private static final long ORDERLY_SHUTDOWN_MS_MAX = 3_000;
    private static final int READY_MS_MAX = 110_000;
    private static final int DELETE_ATTEMPTS_MAX = 5;

    private final BrokerFolder folder;
    private final Afterwards afterwards;
    private final int port;

    private BrokerProcess(BrokerFolder folder, Afterwards afterwards, int port) {
        this.folder = folder;
        this.afterwards = afterwards;
        this.port = port;
    }

    /** Arguments: the broker's folder, with its settings in it; the {@link Afterwards}; the port that the settings name. */
    public static void main(String[] args) {
        BrokerProcess process = new BrokerProcess(
                new BrokerFolder(Path.of(args[0])), Afterwards.valueOf(args[1]), Integer.parseInt(args[2]));
        try {
            process.run();
        } catch (Exception | LinkageError e) {
            LOG.error("The broker could not start", e);
            Runtime.getRuntime().halt(1);
        }
    }

    private void run() throws Exception {
        note(false);
        // Kafka would find out only after most of its start, and then take its time to shut down again.
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        daemon("millrace-clients", this::leaveAfterTheLastClient).start();
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.settings())) {
            settings.load(reader);
        }
        format(settings);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "millrace-shutdown"));
        server.startup();
        awaitAnswer();
        note(true);
        server.awaitShutdown();
    }

    private void note(boolean ready) throws IOException {
        new RunNote(ProcessId.current(), port, ready).write(folder);
    }

    /** Static voters, not a dynamic quorum: those would store the controller's port, which is a new one at each start. */
    private void format(Properties settings) throws Exception {
        if (Files.exists(folder.data().resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName(settings.getProperty("controller.listener.names"))
                .setMetadataLogDirectory(folder.data().toString())
                .addDirectory(folder.data().toString())
                .run();
    }

    private void awaitAnswer() throws Exception {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, READY_MS_MAX,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, READY_MS_MAX);
        try (Admin admin = Admin.create(config)) {
            admin.describeCluster().nodes().get(READY_MS_MAX, TimeUnit.MILLISECONDS);
        }
    }

    private void leaveAfterTheLastClient() {
        Clients clients = new Clients(folder);
        while (true) {
            sleep(CLIENT_POLL_MS);
            if (clients.gone()) {
                leaveUnlessJoined(clients);
            }
        }
    }

    /** A client that joins at this moment holds the lock: either it is seen here, or it will find no broker and start one. */
    private void leaveUnlessJoined(Clients clients) {
        if (!Files.isDirectory(folder.root())) {
            Runtime.getRuntime().halt(0);
        }
        FolderLock.holding(folder, () -> {
            if (!clients.gone()) {
                return false;
            }
            LOG.info("The last client is gone");
            if (afterwards == Afterwards.KEEP) {
                // exit() does not return: another thread calls it, so that a shutdown that hangs can be cut short here.
                daemon("millrace-exit", () -> System.exit(0)).start();
                sleep(ORDERLY_SHUTDOWN_MS_MAX);
            } else {
                deleteUnderTheRunningBroker();
            }
            Runtime.getRuntime().halt(0);
            return true;
        });
    }

    /** It may create a file in a directory that is being emptied; then once more. What is left in the end does no harm. */
    private void deleteUnderTheRunningBroker() {
        for (int attempt = 0; attempt < DELETE_ATTEMPTS_MAX; attempt++) {
            try {
                afterwards.apply(folder);
                return;
            } catch (UncheckedIOException directoryNotEmpty) {
                LOG.debug("Deleting again", directoryNotEmpty);
            }
        }
    }

    private static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException nobodyDoesThis) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }
}
