package io.millrace.benchmarks.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A competitor: something that can be started as a process of its own to drain an input topic. */
public interface Engine {

    /** Its name in tables and charts; also usable in a topic's name. */
    String name();

    /** What it is compared as, for the report's reader. */
    String description();

    /**
     * Starts it. The process reads the input from its beginning in the consumer group {@link #group}, commits
     * exactly-once, and runs until its standard input ends. What it prints goes to {@code log}; a line {@code version
     * <name> <version>} is quoted in the report.
     *
     * @param launcher words to put before the command, for instance to pin it to a core
     */
    Process start(EngineRun run, List<String> launcher, Path log) throws IOException;

    /** The consumer group of an application: its committed offsets are the engine's progress. */
    default String group(String appId) {
        return appId;
    }
}
