package io.millrace.deployment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a container would run, as a plain process: the image's entry point on the files that the image copies, with no
 * other environment than the container's.
 */
final class Container implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final String name;
    private final Process process;
    private final List<String> said = new ArrayList<>();

    /**
     * @param arguments behind the entry point
     * @param environment all of it
     */
    Container(String name, Image image, List<String> arguments, Map<String, String> environment) throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Several of them share this machine, whose memory a container would not see.
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        List<String> entrypoint = image.entrypoint();
        String classPath = image.copied().stream().map(Path::toString).collect(Collectors.joining(":"));
        command.addAll(List.of("-cp", classPath));
        command.addAll(entrypoint.subList(3, entrypoint.size()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        process = builder.start();
        Thread reader = new Thread(this::listen, name);
        reader.setDaemon(true);
        reader.start();
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            hear("(end)");
        }
    }

    private synchronized void hear(String line) {
        said.add(line);
        notifyAll();
    }

    /** Waits for a line that it prints, from its start on. */
    synchronized String awaitLine(String what, Predicate<String> line) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (int next = 0; ; next++) {
            while (next == said.size()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || said.contains("(end)")) {
                    throw new AssertionError(name + " never said " + what + ":\n" + String.join("\n", said));
                }
                wait(left);
            }
            if (line.test(said.get(next))) {
                return said.get(next);
            }
        }
    }

    /** Waits until a worker of the listener runs tasks. */
    void awaitTasks(String listener) throws InterruptedException {
        awaitLine(
                "that " + listener + " runs",
                line -> line.contains("\"event\":\"running\",\"listener\":\"" + listener + "\"")
                        && !line.contains("\"tasks\":[]"));
    }

    @Override
    public void close() {
        // By its handle: the process's own method would close its output, and nobody would hear its last words.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
