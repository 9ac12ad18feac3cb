package io.millrace.benchmarks;

import io.millrace.benchmarks.engine.Engine;
import io.millrace.benchmarks.engine.Engines;
import io.millrace.benchmarks.engine.Tuning;
import io.millrace.benchmarks.measure.Comparison;
import io.millrace.benchmarks.measure.Result;
import io.millrace.benchmarks.report.Report;
import io.millrace.benchmarks.workload.ReadModifyWrite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./bench w2}. */
@Command(
        name = "w2",
        description = {
            "Keyed read-modify-write: 32 bytes of state per key, one output for ten records of a key, exactly-once.",
            "Each engine drains the same pre-filled topic in a JVM of its own, in turn; a run counts only if its output is right."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class ReadModifyWriteCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--keys", paramLabel = "N", description = "Keys, drawn uniformly.")
    private int keys = 100_000;

    @Option(names = "--records", paramLabel = "N", description = "Input records.")
    private long records = 2_000_000;

    @Option(names = "--value-bytes", paramLabel = "N", description = "Size of a record's value.")
    private int valueBytes = 100;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of input and output.")
    private int partitions = 4;

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each engine.")
    private int runs = 5;

    @Option(names = "--threads", paramLabel = "N", description = "Processing threads of an engine.")
    private int threads = 2;

    @Option(names = "--commit-ms", paramLabel = "MS", description = "Commit interval.")
    private int commitMs = 100;

    @Option(names = "--heap", paramLabel = "MB", description = "Heap of an engine's JVM in MiB.")
    private int heapMb = 1024;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed gives another input.")
    private long seed = 1;

    @Option(names = "--pin", description = "Broker on core 0, engine on core 1 (needs taskset).")
    private boolean pin;

    @Option(
            names = "--engines",
            paramLabel = "NAME",
            split = ",",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "Only these: streams-cache-off, streams-cache-64m, streams-default, bare-loop.")
    private Set<String> only = Set.of();

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where w2.md, w2.svg and the engines' logs go.")
    private Path out = Path.of("benchmarks", "results");

    /** Exit code 1 if a run was wrong or did not finish. */
    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        String load = Machine.load();
        ReadModifyWrite workload = workload();
        Comparison.Setup setup = new Comparison.Setup(
                partitions,
                runs,
                new Tuning(threads, commitMs, heapMb),
                pin,
                out.resolve("work").toAbsolutePath());
        List<Result> results = new Comparison(setup, workload, err::println).run(engines());
        Report report = new Report(title(), conditions(load), results);
        Files.createDirectories(out);
        Files.writeString(out.resolve("w2.svg"), report.svg());
        Files.writeString(out.resolve("w2.md"), report.markdown("w2.svg"));
        PrintWriter text = spec.commandLine().getOut();
        text.print(report.markdown("w2.svg"));
        text.flush();
        return report.allValid() ? 0 : 1;
    }

    private ReadModifyWrite workload() {
        if (runs < 1 || threads < 1 || partitions < threads || commitMs < 1) {
            throw new ParameterException(
                    spec.commandLine(), "runs, threads and commit-ms must be at least 1, partitions at least threads");
        }
        try {
            return new ReadModifyWrite(records, keys, valueBytes, seed);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private String title() {
        return String.format("W2: read-modify-write, %,d keys, %d B values", keys, valueBytes);
    }

    private List<String> conditions(String load) {
        return List.of(
                Machine.describe() + "; load before the first run: " + load,
                String.format(
                        "%,d records, %d partitions, seed %d, %d runs in ABBA order", records, partitions, seed, runs),
                String.format(
                        "%d threads, heap %d MiB, G1, exactly-once, commit every %d ms, %s",
                        threads, heapMb, commitMs, pin ? "broker pinned to core 0, engine to core 1" : "not pinned"),
                "consumers " + Tuning.consumer() + ", producers " + Tuning.producer());
    }

    private List<Engine> engines() throws IOException {
        List<Engine> all = Engines.readModifyWrite(streamsRocksDb());
        Set<String> known = all.stream().map(Engine::name).collect(Collectors.toSet());
        if (!known.containsAll(only)) {
            throw new ParameterException(spec.commandLine(), "unknown engine in " + only + "; there are " + known);
        }
        return only.isEmpty()
                ? all
                : all.stream().filter(engine -> only.contains(engine.name())).toList();
    }

    private Path streamsRocksDb() throws IOException {
        Path folder = Path.of(System.getProperty("millrace.bench.streams", "benchmarks/target/kafka-streams"));
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("rocksdbjni-"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no rocksdbjni in " + folder + "; start me by ./bench"));
        }
    }
}
