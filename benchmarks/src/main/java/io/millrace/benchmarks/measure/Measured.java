package io.millrace.benchmarks.measure;

/**
 * The figures of one engine in one run.
 *
 * @param recordsPerSecond committed, the first fifth discarded
 * @param cpuSecondsPerMillion of the whole process, for a million records
 * @param steadyCpuSecondsPerMillion the same without the first fifth
 */
public record Measured(double recordsPerSecond, double cpuSecondsPerMillion, double steadyCpuSecondsPerMillion) {

    static Measured of(Progress progress) {
        return new Measured(
                progress.recordsPerSecond(), progress.cpuSecondsPerMillion(), progress.steadyCpuSecondsPerMillion());
    }
}
