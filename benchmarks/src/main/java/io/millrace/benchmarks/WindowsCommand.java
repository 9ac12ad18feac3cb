package io.millrace.benchmarks;

import io.millrace.benchmarks.engine.Engine;
import io.millrace.benchmarks.engine.Engines;
import io.millrace.benchmarks.measure.Comparison;
import io.millrace.benchmarks.measure.Entry;
import io.millrace.benchmarks.measure.Result;
import io.millrace.benchmarks.report.Report;
import io.millrace.benchmarks.workload.Digest;
import io.millrace.benchmarks.workload.WindowKind;
import io.millrace.benchmarks.workload.WindowedSums;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./bench w3}. */
@Command(
        name = "w3",
        aliases = "windows",
        description = {
            "Windows of event time, each result once, at its close, exactly-once: tumbling 60 s, hopping 60 s by 1 s, sessions"
                    + " with a gap of 500 ms; one record in ten up to 3 s behind.",
            "Each engine drains the same pre-filled topic in a JVM of its own, in turn; a run counts only if its output is right."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class WindowsCommand implements Callable<Integer> {

    @Option(names = "--keys", paramLabel = "N", description = "Keys, drawn uniformly.")
    private int keys = 100;

    @Option(names = "--per-second", paramLabel = "N", description = "Records in a second of event time, over all keys.")
    private int perSecond = 1_000;

    @Option(names = "--records", paramLabel = "N", description = "Input records.")
    private long records = 1_000_000;

    @Option(names = "--value-bytes", paramLabel = "N", description = "Size of a record's value.")
    private int valueBytes = 100;

    @Option(
            names = "--windows",
            paramLabel = "KIND",
            split = ",",
            description = "Of ${COMPLETION-CANDIDATES}; all by default.")
    private Set<WindowKind> kinds = new TreeSet<>(List.of(WindowKind.values()));

    @Mixin
    private RunOptions options;

    /** Exit code 1 if a run was wrong or did not finish. */
    @Override
    public Integer call() throws Exception {
        String load = Machine.load();
        WindowedSums workload = workload();
        Comparison.Setup setup = options.setup();
        Map<Engine, WindowKind> engines = engines();
        List<Entry> entries = entries(workload, engines);
        List<Result> results = new Comparison(setup, workload, options::narrate).run(entries);
        List<List<Result>> groups = new TreeSet<>(engines.values())
                .stream()
                        .map(kind -> results.stream()
                                .filter(result -> engines.get(result.engine()) == kind)
                                .toList())
                        .toList();
        return options.publish(new Report(title(), options.conditions(records, load), groups), "w3");
    }

    private Map<Engine, WindowKind> engines() throws Exception {
        Path rocksDb = RunOptions.streamsRocksDb();
        Map<Engine, WindowKind> all = new LinkedHashMap<>();
        for (WindowKind kind : new TreeSet<>(kinds)) {
            Engines.windows(kind, rocksDb).forEach(engine -> all.put(engine, kind));
        }
        all.keySet().retainAll(options.chosen(List.copyOf(all.keySet())));
        return all;
    }

    private List<Entry> entries(WindowedSums workload, Map<Engine, WindowKind> engines) {
        options.narrate("working out what is right");
        Map<WindowKind, Digest> expected = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        engines.forEach(
                (engine, kind) -> entries.add(new Entry(engine, expected.computeIfAbsent(kind, workload::expected))));
        return entries;
    }

    private WindowedSums workload() {
        try {
            return new WindowedSums(records, keys, valueBytes, perSecond, options.partitions, options.seed);
        } catch (IllegalArgumentException wrong) {
            throw options.wrong(wrong.getMessage());
        }
    }

    private String title() {
        return String.format(
                "W3: windows, %,d keys, %,d records/s of event time, %d B values", keys, perSecond, valueBytes);
    }
}
