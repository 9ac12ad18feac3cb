package io.millrace.chaos.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.chaos.problem.Problem;
import io.millrace.testkit.check.Event;
import io.millrace.testkit.check.Observed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A replica of the workload, over all its lives: a process that is started, and ends in one way or another. What it says
 * about itself becomes facts of the history. Thread-safe.
 */
public final class Replica {
    private static final String MARK = "millrace.event {";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(30);
    /** Most lives are short: what the optimising compiler would do for them costs more than it brings. */
    private static final List<String> QUICK_START = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final long ORDERLY_END_SECONDS_MAX = 60;

    private final int port = Ports.next();
    private final String name;
    private final Launch launch;
    private final BiConsumer<String, Event> told;
    private final Map<String, Set<Integer>> running = new ConcurrentHashMap<>();
    private final Map<String, Integer> lost = new ConcurrentHashMap<>();
    private final Map<String, Long> replayed = new ConcurrentHashMap<>();
    private final List<String> gaveUp = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger rebuilt = new AtomicInteger();
    private final Set<String> stored = ConcurrentHashMap.newKeySet();
    private final Set<String> madeAnew = ConcurrentHashMap.newKeySet();
    private @Nullable Process process;
    private volatile long startedNanos;
    private int lives;

    /** @param told gets the facts, each with the replica's name */
    public Replica(String name, Launch launch, BiConsumer<String, Event> told) {
        this.name = name;
        this.launch = launch;
        this.told = told;
    }

    public String name() {
        return name;
    }

    /** Where it keeps the state of its tasks, by listener. */
    public Path state() {
        return launch.folder().resolve("state").resolve(name);
    }

    /** What it answers when its health is asked for; why it does not, if it does not. */
    public String health() {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                                    .timeout(HEALTH_PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return String.valueOf(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it prints in this life. */
    public Path log() {
        return launch.folder().resolve("logs").resolve(name + "-" + lives + ".log");
    }

    /** Starts it with what {@link Launch} says. */
    public Replica start() {
        return start(Map.of());
    }

    /**
     * Starts it.
     *
     * @param more settings that go before the usual ones
     */
    public synchronized Replica start(Map<String, String> more) {
        lives++;
        running.clear();
        gaveUp.clear();
        replayed.clear();
        try {
            Files.createDirectories(log().getParent());
            told.accept(name, new Observed.Started(name));
            startedNanos = System.nanoTime();
            Process started =
                    new ProcessBuilder(command(more)).redirectErrorStream(true).start();
            process = started;
            Talk.copy(started, log(), this::hear, () -> ended(started));
        } catch (IOException e) {
            throw new Problem(Problem.Code.PROCESS, "replica " + name + " cannot be started: " + e.getMessage(), e);
        }
        return this;
    }

    private List<String> command(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "micronaut.server.host",
                "127.0.0.1",
                "micronaut.server.port",
                Integer.toString(port),
                "endpoints.health.details-visible",
                "ANONYMOUS",
                "kafka.bootstrap.servers",
                launch.bootstrap(),
                "kafka.health.enabled",
                "false",
                "millrace.state-dir",
                state().toString()));
        settings.putAll(launch.settings());
        settings.putAll(launch.program().settings());
        settings.putAll(more);
        List<String> command = new ArrayList<>();
        String prefix = settings.remove("prefix");
        if (prefix != null) {
            command.addAll(List.of(prefix.split(" ")));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_START);
        command.addAll(launch.archive());
        settings.forEach((setting, value) -> command.add("-D" + setting + "=" + value));
        command.addAll(List.of("-cp", launch.program().classPath()));
        command.add(launch.program().main());
        return command;
    }

    /** What it says ends with it: a halt at a named point is a death that nobody sent. */
    private void ended(Process life) {
        if (life == process) {
            running.clear();
        }
    }

    private void hear(String line) {
        int mark = line.indexOf(MARK);
        if (mark < 0) {
            return;
        }
        JsonNode json;
        try {
            json = JSON.readTree(line.substring(mark + MARK.length() - 1));
        } catch (JsonProcessingException cutByAKill) {
            return;
        }
        String listener = json.path("listener").asText();
        switch (json.path("event").asText()) {
            case "running" -> {
                Set<Integer> tasks = new TreeSet<>();
                json.path("tasks").forEach(task -> tasks.add(task.asInt()));
                running.put(listener, tasks);
            }
            case "rebalanced" -> {
                if (json.path("change").asText().equals("LOST")) {
                    running.put(listener, Set.of());
                    lost.merge(listener, 1, Integer::sum);
                }
            }
            // From here on the task has a directory that tells how far it is.
            case "first-commit" -> stored.add(task(listener, json));
            case "restored" -> {
                if (json.path("rebuilt").asBoolean()) {
                    rebuilt.incrementAndGet();
                    if (stored.contains(task(listener, json))) {
                        madeAnew.add(task(listener, json));
                    }
                }
                replayed.put(task(listener, json), json.path("records").asLong());
                told.accept(
                        name,
                        new Observed.Restored(
                                listener,
                                json.path("task").asInt(),
                                json.path("records").asLong(),
                                json.path("position").asLong(Event.NONE),
                                json.path("rebuilt").asBoolean()));
            }
            case "task-failed", "stopped" -> gaveUp.add(json.path("code").asText());
            default -> {}
        }
    }

    private static String task(String listener, JsonNode json) {
        return listener + " " + json.path("task").asInt();
    }

    /** The tasks that it runs by its own account, by listener. */
    public Map<String, Set<Integer>> tasks() {
        return new HashMap<>(running);
    }

    public Set<Integer> tasks(String listener) {
        return running.getOrDefault(listener, Set.of());
    }

    /** The codes with which tasks or listeners have given up in this life. */
    public List<String> gaveUp() {
        return List.copyOf(gaveUp);
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** How its process ended, empty while it lives. */
    public synchronized Optional<Integer> status() {
        return process == null || process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    /** The CPU time that this life has taken. */
    public Duration cpu() {
        return life().toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How many tasks it had to make anew from their changelogs, over all its lives. */
    public int rebuilt() {
        return rebuilt.get();
    }

    /** Those tasks of them, by listener and number, that it had stored before: there was a directory to begin with. */
    public Set<String> madeAnew() {
        return Set.copyOf(madeAnew);
    }

    /** How often its tasks of a listener were taken from it without its doing, over all its lives. */
    public int lost(String listener) {
        return lost.getOrDefault(listener, 0);
    }

    /** How many changelog records it replayed when a task came to it in this life, 0 if none or if it never came. */
    public long replayed(String listener, int task) {
        return replayed.getOrDefault(listener + " " + task, 0L);
    }

    /** Whether its log of this life holds that text. */
    public boolean said(String text) {
        try {
            return Files.exists(log()) && Files.readString(log()).contains(text);
        } catch (IOException e) {
            return false; // cut within a character
        }
    }

    /** The lines of its log of this life that hold that text. */
    public List<String> lines(String text) {
        try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(text)).toList();
        } catch (IOException e) {
            return List.of(); // it has said nothing yet
        }
    }

    /** When this life began. */
    public long startedNanos() {
        return startedNanos;
    }

    /** As {@code kill -9} does; waits until it is gone. */
    public void kill() {
        Process life = life();
        life.destroyForcibly();
        await(life);
        running.clear();
        told.accept(name, new Observed.Killed(name));
    }

    /** A life that ended at a named point of its own accord: told as the kill that it is. */
    public void halted() {
        told.accept(name, new Observed.Killed(name));
    }

    /** Asks it to end, and waits until it has. */
    public void end() {
        askToEnd();
        awaitEnd();
    }

    public void askToEnd() {
        Signals.send("TERM", life().pid());
    }

    /** After {@link #askToEnd}. */
    public void awaitEnd() {
        Process life = life();
        try {
            if (!life.waitFor(ORDERLY_END_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new Problem(
                        Problem.Code.PROCESS,
                        "replica " + name + " does not end " + ORDERLY_END_SECONDS_MAX + " s after SIGTERM; its log: "
                                + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        told.accept(name, new Observed.Stopped(name));
    }

    /** Stands still: its connections stay, it does nothing. */
    public void halt() {
        Signals.send("STOP", life().pid());
    }

    public void goOn() {
        Signals.send("CONT", life().pid());
    }

    private synchronized Process life() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    private static void await(Process life) {
        try {
            life.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it whatever state it is in; says nothing to the history. */
    public void dispose() {
        if (isAlive()) {
            life().destroyForcibly();
            await(life());
        }
    }
}
