package io.millrace.benchmarks;

import io.millrace.benchmarks.engine.Engine;
import io.millrace.benchmarks.engine.Tuning;
import io.millrace.benchmarks.measure.Comparison;
import io.millrace.benchmarks.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a comparison is run, whatever it compares. A {@link Mixin}. */
final class RunOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of input and output.")
    int partitions = 4;

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each engine.")
    private int runs = 5;

    @Option(names = "--threads", paramLabel = "N", description = "Processing threads of an engine.")
    private int threads = 2;

    @Option(names = "--commit-ms", paramLabel = "MS", description = "Commit interval.")
    private int commitMs = 100;

    @Option(names = "--heap", paramLabel = "MB", description = "Heap of an engine's JVM in MiB.")
    private int heapMb = 1024;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed gives another input.")
    long seed = 1;

    @Option(names = "--pin", description = "Broker on core 0, engine on core 1 (needs taskset).")
    private boolean pin;

    @Option(
            names = "--engines",
            paramLabel = "NAME",
            split = ",",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "Only these, named as in the table.")
    private Set<String> only = Set.of();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where the report, its chart and the engines' logs go.")
    private Path out = Path.of("benchmarks", "results");

    Comparison.Setup setup() {
        if (runs < 1 || threads < 1 || partitions < threads || commitMs < 1) {
            throw wrong("runs, threads and commit-ms must be at least 1, partitions at least threads");
        }
        Tuning tuning = new Tuning(threads, commitMs, heapMb);
        return new Comparison.Setup(
                partitions, runs, tuning, pin, out.resolve("work").toAbsolutePath());
    }

    /** The report's lines on how it was done. */
    List<String> conditions(long records, String load) {
        return List.of(
                Machine.describe() + "; load before the first run: " + load,
                String.format(
                        "%,d records, %d partitions, seed %d, %d runs in ABBA order", records, partitions, seed, runs),
                String.format(
                        "%d threads, heap %d MiB, G1, exactly-once, commit every %d ms, %s",
                        threads, heapMb, commitMs, pin ? "broker pinned to core 0, engine to core 1" : "not pinned"),
                "consumers " + Tuning.consumer() + ", producers " + Tuning.producer());
    }

    /** Those that were asked for. */
    List<Engine> chosen(List<Engine> all) {
        Set<String> known = all.stream().map(Engine::name).collect(Collectors.toSet());
        if (!known.containsAll(only)) {
            throw wrong("unknown engine in " + only + "; there are " + known);
        }
        return only.isEmpty()
                ? all
                : all.stream().filter(engine -> only.contains(engine.name())).toList();
    }

    /** Writes a report and its chart, and prints it; exit code 1 if a run was wrong or did not finish. */
    int publish(Report report, String name) throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve(name + ".svg"), report.svg());
        Files.writeString(out.resolve(name + ".md"), report.markdown(name + ".svg"));
        PrintWriter text = spec.commandLine().getOut();
        text.print(report.markdown(name + ".svg"));
        text.flush();
        return report.allValid() ? 0 : 1;
    }

    /** Tells what happens, for whoever waits. */
    void narrate(String line) {
        spec.commandLine().getErr().println(line);
    }

    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The rocksdbjni jar that Kafka Streams was released with. */
    static Path streamsRocksDb() throws IOException {
        Path folder = Path.of(System.getProperty("millrace.bench.streams", "benchmarks/target/kafka-streams"));
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("rocksdbjni-"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no rocksdbjni in " + folder + "; start me by ./bench"));
        }
    }
}
