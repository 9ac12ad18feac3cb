package io.millrace.benchmarks.workload;

import java.util.function.Consumer;

/** An input that is a function of the workload's numbers alone. Knows no engine. */
public interface Workload {

    /** How many records the input has. */
    long records();

    /** The whole input, in its order. */
    void input(Consumer<Message> sink);
}
