package io.millrace.dev;

import io.millrace.dev.broker.Afterwards;
import io.millrace.dev.broker.BrokerFolder;
import io.millrace.dev.broker.Clients;
import io.millrace.dev.broker.FolderLock;
import io.millrace.dev.broker.RunNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A use of a real KRaft broker that runs as a child process on 127.0.0.1. The broker ends when its last use is closed, or
 * within five seconds after the last process that uses it is gone, however that ended.
 *
 * <p>All that handles of one folder know of each other stands in that folder, so they work the same in the process that
 * started the broker and in those that joined it. Thread-safe.
 */
public final class DevBroker implements AutoCloseable {

    private final BrokerFolder folder;
    private final BrokerLauncher launcher;
    private final Clients clients;
    private final Path use;
    private final int port;

    /**
     * How a broker is started.
     *
     * @param dataDir where it keeps data and logs; null is a new folder, deleted afterwards with all in it
     * @param keepData whether topics survive the last use; otherwise the broker starts empty and leaves nothing but logs
     * @param port where it listens; 0 picks a free port
     * @param jvmArgs of the broker's JVM, such as {@code -Xmx1g}
     * @param properties broker settings that go before ours
     * @param shared whether to join a broker that already runs in this folder (which then keeps the settings it was
     *     started with) instead of failing with MR-0704
     */
    public record Options(
            @Nullable Path dataDir,
            boolean keepData,
            int port,
            List<String> jvmArgs,
            Map<String, String> properties,
            boolean shared) {

        /** Measured: 2.9 CPU seconds to the first answer, 5.3 with the optimising compiler. */
        private static final List<String> QUICK_START = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

        /** Checks the port. */
        public Options {
            jvmArgs = List.copyOf(jvmArgs);
            properties = Map.copyOf(properties);
            if (port < 0 || port > 65_535) {
                throw new DevBrokerException("MR-0706", "port " + port + "; a port is 0 (any free one) to 65535");
            }
        }

        /** A private broker with a folder of its own under the system's temporary folder: what a test wants. */
        public static Options temporary() {
            return new Options(null, false, 0, QUICK_START, Map.of(), false);
        }

        /** One broker per application, found by its folder: the first start starts it, later ones join it. */
        public static Options sharedIn(Path dataDir) {
            return new Options(dataDir, false, 0, QUICK_START, Map.of(), true);
        }

        /** The same in this folder. */
        public Options in(Path newDataDir) {
            return new Options(newDataDir, keepData, port, jvmArgs, properties, shared);
        }

        /** The same with topics that survive the last use. */
        public Options keepingData() {
            return new Options(dataDir, true, port, jvmArgs, properties, shared);
        }

        /** The same on this port. */
        public Options onPort(int newPort) {
            return new Options(dataDir, keepData, newPort, jvmArgs, properties, shared);
        }

        /** The same with a JVM for heavy traffic: it starts on almost twice the CPU, then runs fully optimised code. */
        public Options forLoad() {
            return withJvmArgs("-Xmx1g");
        }

        /** The same with these arguments for the broker's JVM and no others of ours. */
        public Options withJvmArgs(String... newJvmArgs) {
            return new Options(dataDir, keepData, port, List.of(newJvmArgs), properties, shared);
        }

        /** The same with one more broker setting. */
        public Options with(String property, String value) {
            Map<String, String> more = new HashMap<>(properties);
            more.put(property, value);
            return new Options(dataDir, keepData, port, jvmArgs, more, shared);
        }
    }

    private DevBroker(BrokerFolder folder, BrokerLauncher launcher, Clients clients, Path use, int port) {
        this.folder = folder;
        this.launcher = launcher;
        this.clients = clients;
        this.use = use;
        this.port = port;
    }

    /**
     * Starts a broker, or joins the one that runs in a shared folder. Returns when it answers requests, about 2 s later.
     *
     * @throws DevBrokerException MR-0701 (ended early) or MR-0702 (not ready in time), with the end of its log; MR-0703
     *     (port taken), MR-0704 (folder in use), MR-0705 (cannot unpack)
     */
    public static DevBroker start(Options options) {
        return start(options, Ports.free());
    }

    static DevBroker start(Options options, Ports ports) {
        BrokerFolder folder = folderOf(options);
        Clients clients = new Clients(folder);
        BrokerLauncher launcher = new BrokerLauncher(folder, options, ports);
        return FolderLock.holding(folder, () -> {
            Path use = clients.join();
            try {
                int port = RunNote.read(folder)
                        .map(running -> join(options, folder, launcher, running))
                        .orElseGet(() -> startAfresh(options, folder, launcher));
                return new DevBroker(folder, launcher, clients, use, port);
            } catch (RuntimeException failed) {
                clients.leave(use);
                throw failed;
            }
        });
    }

    private static int join(Options options, BrokerFolder folder, BrokerLauncher launcher, RunNote running) {
        if (!options.shared) {
            throw new DevBrokerException(
                    "MR-0704",
                    "a broker (pid " + running.process().pid() + ") already runs in " + folder.root()
                            + "; choose another folder, or start with shared = true to join it");
        }
        return launcher.awaitReady(running.process()).port();
    }

    private static int startAfresh(Options options, BrokerFolder folder, BrokerLauncher launcher) {
        if (!options.keepData) {
            folder.deleteData();
        }
        try {
            return launcher.launch(options.port).port();
        } catch (DevBrokerException failed) {
            // The log stays, whatever becomes of the folder otherwise: the message names it.
            if (!options.keepData) {
                folder.deleteData();
            }
            throw failed;
        }
    }

    private static BrokerFolder folderOf(Options options) {
        try {
            Path root = options.dataDir == null ? Files.createTempDirectory("millrace-broker-") : options.dataDir;
            return new BrokerFolder(root.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code 127.0.0.1:port}; the same for as long as this use lasts, also across restarts. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The broker's process number; changes with a restart. Fails with {@link IllegalStateException} while none runs. */
    public long pid() {
        return RunNote.read(folder)
                .orElseThrow(() -> new IllegalStateException("no broker runs in " + folder.root()))
                .process()
                .pid();
    }

    /** What the broker logs. */
    public Path log() {
        return folder.log();
    }

    /** Ends the broker as {@code kill -9} does and waits until it is gone. The data stays; see {@link #restart}. */
    public void kill() {
        holdingFolder(launcher::kill);
    }

    /** Starts the broker again on the same port with the same data, after shutting it down in order if it still runs. */
    public void restart() {
        holdingFolder(() -> {
            launcher.stop();
            launcher.launch(port);
        });
    }

    /**
     * Lets the broker stand still until {@link #goOn}: it takes connections and answers nothing, as behind a broken network.
     *
     * @throws DevBrokerException MR-0708 if it cannot be told to
     */
    public void stall() {
        Standstill.begin(pid());
    }

    /** Ends what {@link #stall} began. */
    public void goOn() {
        Standstill.end(pid());
    }

    /** Ends this use, and with the last one the broker. Does nothing the second time. */
    @Override
    public void close() {
        if (!Files.exists(use)) {
            return;
        }
        holdingFolder(() -> {
            clients.leave(use);
            if (clients.gone()) {
                Afterwards afterwards = launcher.afterwards();
                if (afterwards == Afterwards.KEEP) {
                    launcher.stop();
                } else {
                    launcher.kill();
                }
                afterwards.apply(folder);
            }
        });
    }

    private void holdingFolder(Runnable body) {
        FolderLock.holding(folder, () -> {
            body.run();
            return Optional.empty();
        });
    }
}
