package io.millrace.dev;

import io.millrace.dev.broker.Afterwards;
import io.millrace.dev.broker.BrokerFolder;
import io.millrace.dev.broker.BrokerProcess;
import io.millrace.dev.broker.ProcessId;
import io.millrace.dev.broker.RunNote;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts and ends the broker process of one folder. The caller holds the folder's lock. */
final class BrokerLauncher {

    /** For a broker that hangs; one that fails ends at once. A machine with 25 runnable threads per core pair took 30 s. */
    private static final long READY_MS_MAX = 120_000;

    private static final long POLL_MS = 20;
    private static final long STOP_MS_MAX = 5_000;
    private static final int BIND_ATTEMPTS_MAX = 5;
    private static final int LOG_TAIL_LINES = 25;

    private final BrokerFolder folder;
    private final DevBroker.Options options;
    private final Ports ports;

    BrokerLauncher(BrokerFolder folder, DevBroker.Options options, Ports ports) {
        this.folder = folder;
        this.options = options;
        this.ports = ports;
    }

    Afterwards afterwards() {
        if (options.keepData()) {
            return Afterwards.KEEP;
        }
        return options.dataDir() == null ? Afterwards.DELETE_ALL : Afterwards.DELETE_DATA;
    }

    /** Starts the broker and waits until it answers. Port 0 picks one, and another one should it be taken meanwhile. */
    RunNote launch(int wantedPort) {
        DevBrokerException lastFailure = null;
        for (int attempt = 0; attempt < BIND_ATTEMPTS_MAX; attempt++) {
            int port = wantedPort == 0 ? ports.next() : wantedPort;
            try {
                return awaitReady(spawn(port, ports.next()));
            } catch (DevBrokerException failure) {
                if (!bindFailed()) {
                    throw failure;
                }
                lastFailure = failure;
                if (wantedPort != 0 && !Ports.isFree(wantedPort)) {
                    break;
                }
            }
        }
        throw new DevBrokerException(
                "MR-0703",
                (wantedPort == 0
                                ? "no free port in " + BIND_ATTEMPTS_MAX + " attempts"
                                : "port " + wantedPort + " is taken")
                        + "; end what listens there, or choose another port, or 0 for a free one",
                lastFailure);
    }

    private ProcessId spawn(int port, int controllerPort) {
        Path jars = BrokerJars.unpackInto(BrokerJars.defaultCache());
        try {
            BrokerSettings.write(folder, port, controllerPort, options.properties());
            Files.deleteIfExists(folder.log());
            Process process = new ProcessBuilder(command(jars, port))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.console().toFile())
                    .start();
            process.getOutputStream().close();
            return ProcessId.of(process.toHandle());
        } catch (IOException e) {
            throw new DevBrokerException("MR-0701", "cannot start a broker in " + folder.root() + ": " + e, e);
        }
    }

    private List<String> command(Path jars, int port) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(options.jvmArgs());
        command.add("-Djava.awt.headless=true");
        command.add("-Dmillrace.broker.log=" + folder.log());
        command.add("-Dlog4j2.configurationFile=millrace-broker-log4j2.properties");
        command.addAll(List.of("-cp", ownClasses() + File.pathSeparator + jars + File.separator + "*"));
        command.addAll(List.of(BrokerProcess.class.getName(), folder.root().toString()));
        command.addAll(List.of(afterwards().name(), Integer.toString(port)));
        return command;
    }

    /** The launcher's own class files: a jar, or a build's output folder. */
    private static Path ownClasses() {
        try {
            return Path.of(BrokerProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException notAFile) {
            throw new IllegalStateException(notAFile);
        }
    }

    /** Waits until this broker says that it answers. */
    RunNote awaitReady(ProcessId broker) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MS_MAX);
        while (System.nanoTime() < deadline) {
            Optional<RunNote> note =
                    RunNote.read(folder).filter(n -> n.ready() && n.process().pid() == broker.pid());
            if (note.isPresent()) {
                return note.get();
            }
            if (gone(broker, POLL_MS)) {
                throw new DevBrokerException("MR-0701", "the broker ended before it was ready" + evidence());
            }
        }
        kill();
        throw new DevBrokerException("MR-0702", "the broker was not ready after " + READY_MS_MAX + " ms" + evidence());
    }

    /** Ends the broker as {@code kill -9} does. */
    void kill() {
        RunNote.read(folder).map(RunNote::process).ifPresent(this::kill);
    }

    private void kill(ProcessId broker) {
        broker.running().ifPresent(ProcessHandle::destroyForcibly);
        if (!gone(broker, STOP_MS_MAX)) {
            throw new DevBrokerException(
                    "MR-0707", "the broker (pid " + broker.pid() + ") does not end; end it by hand" + evidence());
        }
    }

    /** Shuts the broker down in order; kills it if that takes too long. */
    void stop() {
        RunNote.read(folder).map(RunNote::process).ifPresent(broker -> {
            broker.running().ifPresent(ProcessHandle::destroy);
            if (!gone(broker, STOP_MS_MAX)) {
                kill(broker);
            }
        });
    }

    private static boolean gone(ProcessId process, long withinMs) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
        try {
            while (process.running().isPresent()) {
                if (System.nanoTime() >= deadline) {
                    return false;
                }
                Thread.sleep(POLL_MS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevBrokerException("MR-0702", "interrupted while waiting for the broker", e);
        }
    }

    private boolean bindFailed() {
        return Stream.concat(tail(folder.log()), tail(folder.console()))
                .anyMatch(line -> line.contains("Address already in use"));
    }

    private String evidence() {
        List<String> lines =
                Stream.concat(tail(folder.log()), tail(folder.console())).toList();
        return ". The end of its log, " + folder.log() + ":" + System.lineSeparator()
                + String.join(System.lineSeparator(), lines);
    }

    private static Stream<String> tail(Path file) {
        try {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()).stream();
        } catch (NoSuchFileException nothingWritten) {
            return Stream.empty();
        } catch (IOException e) {
            return Stream.of("(cannot read " + file + ": " + e + ")");
        }
    }
}
