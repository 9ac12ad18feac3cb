package io.millrace.benchmarks.measure;

import io.millrace.benchmarks.engine.Engine;
import java.util.List;
import java.util.Map;

/**
 * All runs of one engine.
 *
 * @param outcomes one for each round, in order
 * @param versions what the engine said it runs on
 */
public record Result(Engine engine, List<Outcome> outcomes, Map<String, String> versions) {

    public Result {
        outcomes = List.copyOf(outcomes);
        versions = Map.copyOf(versions);
    }
}
