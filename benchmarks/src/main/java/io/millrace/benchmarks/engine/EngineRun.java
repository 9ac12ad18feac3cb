package io.millrace.benchmarks.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * One engine's share of one run: everything its process must know.
 *
 * @param bootstrapServers the broker
 * @param appId names the consumer group, the transactions and the changelog; fresh for each run
 * @param input the topic to drain
 * @param output the topic to write to
 * @param stateDir an empty folder for local state
 * @param tuning what all engines have in common
 */
public record EngineRun(
        String bootstrapServers, String appId, String input, String output, Path stateDir, Tuning tuning) {

    /** How many arguments it takes; an engine's own ones follow. */
    static final int ARGUMENTS = 8;

    /** As command-line arguments; {@link #parse} reads them back. */
    List<String> arguments() {
        return List.of(
                bootstrapServers,
                appId,
                input,
                output,
                stateDir.toString(),
                Integer.toString(tuning.threads()),
                Integer.toString(tuning.commitIntervalMs()),
                Integer.toString(tuning.heapMb()));
    }

    static EngineRun parse(String[] args) {
        Tuning tuning = new Tuning(Integer.parseInt(args[5]), Integer.parseInt(args[6]), Integer.parseInt(args[7]));
        return new EngineRun(args[0], args[1], args[2], args[3], Path.of(args[4]), tuning);
    }
}
