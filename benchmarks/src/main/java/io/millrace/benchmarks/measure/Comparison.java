package io.millrace.benchmarks.measure;

import io.millrace.benchmarks.engine.Engine;
import io.millrace.benchmarks.engine.EngineRun;
import io.millrace.benchmarks.engine.Tuning;
import io.millrace.benchmarks.workload.Digest;
import io.millrace.benchmarks.workload.Workload;
import io.millrace.dev.DevBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs engines in turn on one broker and one pre-filled input, each run with fresh topics, group and state. */
public final class Comparison {

    /**
     * How it is done.
     *
     * @param partitions of the input
     * @param rounds each engine runs once per round
     * @param pinned broker on core 0, engine on core 1
     * @param folder for state and the engines' logs
     */
    public record Setup(int partitions, int rounds, Tuning tuning, boolean pinned, Path folder) {}

    private static final String INPUT = "bench-input";
    private static final long SAMPLE_MS = 50;
    private static final long STANDSTILL_MS_MAX = 60_000;
    private static final long END_MS_MAX = 20_000;

    private final Setup setup;
    private final Workload workload;
    private final Consumer<String> narrator;

    /** @param narrator is told what happens, for whoever waits */
    public Comparison(Setup setup, Workload workload, Consumer<String> narrator) {
        this.setup = setup;
        this.workload = workload;
        this.narrator = narrator;
    }

    /** Measures all engines; takes minutes. */
    public List<Result> run(List<Entry> entries) throws IOException, InterruptedException, ExecutionException {
        Files.createDirectories(setup.folder);
        Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
        entries.forEach(entry -> outcomes.put(entry.engine().name(), new ArrayList<>()));
        DevBroker.Options options = DevBroker.Options.temporary().forLoad();
        try (DevBroker process = DevBroker.start(options);
                Broker broker = new Broker(process.bootstrapServers())) {
            if (setup.pinned) {
                pin(process.pid());
            }
            narrator.accept("filling " + INPUT + " with " + workload.records() + " records");
            broker.createTopic(INPUT, setup.partitions);
            broker.fill(INPUT, workload);
            for (int round = 0; round < setup.rounds; round++) {
                for (Entry entry : Rounds.order(entries, round)) {
                    Outcome outcome = measure(entry, round, process.bootstrapServers(), broker);
                    String name = entry.engine().name();
                    outcomes.get(name).add(outcome);
                    narrator.accept("round " + (round + 1) + " " + name + ": " + inWords(outcome));
                }
            }
        }
        return entries.stream()
                .map(Entry::engine)
                .map(engine -> new Result(engine, outcomes.get(engine.name()), versions(engine)))
                .toList();
    }

    private Outcome measure(Entry entry, int round, String bootstrapServers, Broker broker)
            throws IOException, InterruptedException, ExecutionException {
        Engine engine = entry.engine();
        String appId = "bench-" + engine.name() + "-" + round;
        String output = appId + "-output";
        Path state = setup.folder.resolve(appId + "-state");
        deleteTree(state);
        broker.createTopic(output, setup.partitions);
        EngineRun run = new EngineRun(bootstrapServers, appId, INPUT, output, state, setup.tuning);
        Process process = engine.start(run, setup.pinned ? List.of("taskset", "-c", "1") : List.of(), log(engine));
        try {
            Progress progress = new Progress(workload.records());
            String failure = drain(process, progress, broker, engine.group(appId));
            if (!failure.isEmpty()) {
                return new Outcome.Failed(failure + "; its output is in " + log(engine));
            }
            end(process);
            Digest actual = broker.digestOf(output, setup.partitions);
            return actual.equals(entry.expected())
                    ? new Outcome.Valid(Measured.of(progress, bytesOf(state), broker.changelogBytes(appId)))
                    : new Outcome.Wrong(entry.expected(), actual);
        } finally {
            end(process);
            broker.deleteTracesOf(appId);
            deleteTree(state);
        }
    }

    /** Watches the group's committed offsets until they have reached the end; returns why if they do not. */
    private String drain(Process process, Progress progress, Broker broker, String group)
            throws InterruptedException, ExecutionException {
        long moved = System.nanoTime();
        long before = 0;
        while (true) {
            long committed = broker.committed(group);
            long now = System.nanoTime();
            long cpuNanos =
                    process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
            if (progress.add(now, committed, cpuNanos)) {
                return "";
            }
            if (committed > before) {
                before = committed;
                moved = now;
            } else if (now - moved > TimeUnit.MILLISECONDS.toNanos(STANDSTILL_MS_MAX)) {
                return "stood still at " + committed + " of " + workload.records() + " records";
            }
            if (process.waitFor(SAMPLE_MS, TimeUnit.MILLISECONDS)) {
                return "ended with exit code " + process.exitValue();
            }
        }
    }

    private static void end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(END_MS_MAX, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static void pin(long pid) throws IOException, InterruptedException {
        Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", "0", Long.toString(pid))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (taskset.waitFor() != 0) {
            throw new IOException("taskset could not pin the broker; run without --pin");
        }
    }

    private Path log(Engine engine) {
        return setup.folder.resolve(engine.name() + ".log");
    }

    private Map<String, String> versions(Engine engine) {
        Map<String, String> versions = new HashMap<>();
        try (Stream<String> lines = Files.lines(log(engine), StandardCharsets.UTF_8)) {
            lines.map(line -> line.split(" "))
                    .filter(words -> words.length == 3 && words[0].equals("version"))
                    .forEach(words -> versions.put(words[1], words[2]));
        } catch (IOException unreadable) {
            versions.put("unknown", unreadable.toString());
        }
        return versions;
    }

    private static String inWords(Outcome outcome) {
        if (outcome instanceof Outcome.Valid valid) {
            return String.format(
                    "%,.0f records/s, %.1f CPU s per million",
                    valid.measured().recordsPerSecond(), valid.measured().cpuSecondsPerMillion());
        }
        return outcome.toString();
    }

    private static long bytesOf(Path top) throws IOException {
        long bytes = 0;
        try (Stream<Path> tree = Files.walk(top)) {
            for (Path path : tree.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(path);
            }
        }
        return bytes;
    }

    private static void deleteTree(Path top) throws IOException {
        if (Files.exists(top)) {
            try (Stream<Path> tree = Files.walk(top)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
