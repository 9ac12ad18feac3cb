package io.millrace.benchmarks.measure;

import io.millrace.benchmarks.engine.Engine;
import io.millrace.benchmarks.workload.Digest;

/**
 * An engine in a comparison.
 *
 * @param expected what its output must be
 */
public record Entry(Engine engine, Digest expected) {}
