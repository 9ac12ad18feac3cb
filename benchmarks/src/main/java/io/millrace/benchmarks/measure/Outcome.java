package io.millrace.benchmarks.measure;

import io.millrace.benchmarks.workload.Digest;

/** How one engine's run ended. A wrong or unfinished result has no speed. */
public sealed interface Outcome {

    /** The output was right; these are its figures. */
    record Valid(Measured measured) implements Outcome {}

    /** It drained the input and wrote something else than it should have. */
    record Wrong(Digest expected, Digest actual) implements Outcome {}

    /** It ended or stood still before the input was drained. */
    record Failed(String why) implements Outcome {}
}
