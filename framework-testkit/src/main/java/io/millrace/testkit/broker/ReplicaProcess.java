package io.millrace.testkit.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** One life of a replica. Its output is read by a thread of its own. */
final class ReplicaProcess {
    private static final int LINES_KEPT = 40;

    private final Process process;
    private final Deque<String> lines = new ArrayDeque<>();
    private volatile int tasks;
    private volatile boolean stalled;

    /** @param properties the file with the application's properties */
    ReplicaProcess(Path properties) {
        try {
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ReplicaMain.class.getName(),
                            properties.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "replica-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(ReplicaMain.TASKS)) {
                    tasks = Integer.parseInt(line.substring(ReplicaMain.TASKS.length()));
                } else {
                    keep(line);
                }
            }
        } catch (IOException e) {
            keep("its output broke off: " + e.getMessage());
        }
    }

    private void keep(String line) {
        synchronized (lines) {
            lines.add(line);
            if (lines.size() > LINES_KEPT) {
                lines.remove();
            }
        }
    }

    /** Tasks that run by its own account; one that stands still gives none. */
    int tasks() {
        return isAlive() && !stalled ? tasks : 0;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<String> lastLines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it has ended by itself
        }
        process.onExit().join();
    }

    void stall() {
        stalled = true;
        signal("STOP");
    }

    void resume() {
        signal("CONT");
        stalled = false;
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("MR-0719 there is no 'kill' command here to signal a replica with", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
