package io.millrace.chaos.cluster;

import io.millrace.chaos.wire.Names;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What replicas run: the framework's workload, or the same job done with something else, for comparison.
 *
 * @param name as the command line has it
 * @param main its class
 * @param classPath on which it runs
 * @param settings system properties of its own, before all others
 * @param listeners whose tasks must run before a fault is worth injecting
 * @param haltsAt at which named points it can be told to halt
 * @param lost what its log says when its tasks were taken from it without its doing
 */
public record Program(
        String name,
        String main,
        String classPath,
        Map<String, String> settings,
        List<String> listeners,
        Predicate<String> haltsAt,
        String lost) {

    /** The framework's own workload: all that the checker looks at. */
    public static final Program MILLRACE = new Program(
            "millrace",
            "io.millrace.chaos.workload.WorkloadMain",
            System.getProperty("java.class.path"),
            Map.of(),
            Names.LISTENERS,
            point -> true,
            "\"change\":\"LOST\"");

    /** Whether it is the framework's, and not there to be compared with it. */
    public boolean isOurs() {
        return this == MILLRACE;
    }
}
