package io.millrace.benchmarks;

import io.millrace.benchmarks.engine.Engines;
import io.millrace.benchmarks.measure.Comparison;
import io.millrace.benchmarks.measure.Entry;
import io.millrace.benchmarks.measure.Result;
import io.millrace.benchmarks.report.Report;
import io.millrace.benchmarks.workload.Digest;
import io.millrace.benchmarks.workload.ReadModifyWrite;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(names = "--keys", paramLabel = "N", description = "Keys, drawn uniformly.")
    private int keys = 100_000;

    @Option(names = "--records", paramLabel = "N", description = "Input records.")
    private long records = 2_000_000;

    @Option(names = "--value-bytes", paramLabel = "N", description = "Size of a record's value.")
    private int valueBytes = 100;

    @Mixin
    private RunOptions options;

    /** Exit code 1 if a run was wrong or did not finish. */
    @Override
    public Integer call() throws Exception {
        String load = Machine.load();
        ReadModifyWrite workload = workload();
        Comparison.Setup setup = options.setup();
        Digest expected = workload.expected();
        List<Entry> entries = options.chosen(Engines.readModifyWrite(RunOptions.streamsRocksDb())).stream()
                .map(engine -> new Entry(engine, expected))
                .toList();
        List<Result> results = new Comparison(setup, workload, options::narrate).run(entries);
        return options.publish(new Report(title(), options.conditions(records, load), List.of(results)), "w2");
    }

    private ReadModifyWrite workload() {
        try {
            return new ReadModifyWrite(records, keys, valueBytes, options.seed);
        } catch (IllegalArgumentException wrong) {
            throw options.wrong(wrong.getMessage());
        }
    }

    private String title() {
        return String.format("W2: read-modify-write, %,d keys, %d B values", keys, valueBytes);
    }
}
