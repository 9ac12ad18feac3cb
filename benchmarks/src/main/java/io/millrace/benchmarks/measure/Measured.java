package io.millrace.benchmarks.measure;

/**
 * The figures of one engine in one run.
 *
 * @param recordsPerSecond committed, the first fifth discarded
 * @param cpuSecondsPerMillion of the whole process, for a million records
 * @param steadyCpuSecondsPerMillion the same without the first fifth
 * @param stateBytes of its folder at the end
 * @param changelogBytes of its changelogs on the broker's disk at the end
 */
public record Measured(
        double recordsPerSecond,
        double cpuSecondsPerMillion,
        double steadyCpuSecondsPerMillion,
        long stateBytes,
        long changelogBytes) {

    static Measured of(Progress progress, long stateBytes, long changelogBytes) {
        return new Measured(
                progress.recordsPerSecond(),
                progress.cpuSecondsPerMillion(),
                progress.steadyCpuSecondsPerMillion(),
                stateBytes,
                changelogBytes);
    }
}
