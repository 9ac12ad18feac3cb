package io.millrace.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A replica in its own JVM, with every event it has reported. */
public final class ReplicaProcess {
    private final Process process;
    private final long startedNanos = System.nanoTime();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    public ReplicaProcess(Map<String, String> properties) throws IOException {
        this(properties, System.getProperty("java.class.path"));
    }

    /**
     * Starts on little CPU, which is most of what a short test waits for.
     *
     * @param more arguments of the JVM, which go before ours
     */
    ReplicaProcess(Map<String, String> properties, String classPath, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(more));
        command.add("-Dmicronaut.server.port=-1"); // several run side by side; whoever asks for one gets it
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", classPath, ServiceMain.class.getName()));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reader = new Thread(this::readEvents, "events");
        reader.setDaemon(true);
        reader.start();
    }

    private void readEvents() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("millrace.event") || line.contains(" ERROR ") || line.contains(" WARN ")) {
                    events.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long startedNanos() {
        return startedNanos;
    }

    List<String> events() {
        return List.copyOf(events);
    }

    /** The number named so in the last event of that kind. */
    long last(String kind, String name) {
        Pattern number = Pattern.compile("\"event\":\"" + kind + "\".*\"" + name + "\":(\\d+)");
        long found = -1;
        for (String event : events()) {
            Matcher matcher = number.matcher(event);
            if (matcher.find()) {
                found = Long.parseLong(matcher.group(1));
            }
        }
        return found;
    }

    boolean saw(Predicate<String> event) {
        return events().stream().anyMatch(event);
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Asks it to end, and waits until it has. */
    void end() throws IOException, InterruptedException {
        signal("TERM");
        process.waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }
}
