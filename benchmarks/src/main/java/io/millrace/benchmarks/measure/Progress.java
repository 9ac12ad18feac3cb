package io.millrace.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

/** What was seen of an engine while it drained its input: at each moment the records committed and the CPU used so far. */
final class Progress {

    /** Start-up, class loading and the first compilations: not what a service does all day. */
    static final double DISCARDED = 0.2;

    private record Sample(long nanos, long records, long cpuNanos) {}

    private final long total;
    private final List<Sample> samples = new ArrayList<>();

    Progress(long total) {
        this.total = total;
    }

    /** Adds what is seen at this moment; true when all is committed. */
    boolean add(long nanos, long records, long cpuNanos) {
        samples.add(new Sample(nanos, records, cpuNanos));
        return records >= total;
    }

    /** Committed records per second after the discarded first part. */
    double recordsPerSecond() {
        Sample from = steady();
        Sample to = last();
        return (to.records - from.records) * 1e9 / (to.nanos - from.nanos);
    }

    /** CPU seconds per million records after the discarded first part. */
    double steadyCpuSecondsPerMillion() {
        Sample from = steady();
        Sample to = last();
        return (to.cpuNanos - from.cpuNanos) / 1e3 / (to.records - from.records);
    }

    /** CPU seconds per million records of the whole process, its start included. */
    double cpuSecondsPerMillion() {
        return last().cpuNanos / 1e3 / last().records;
    }

    private Sample steady() {
        return samples.stream()
                .filter(sample -> sample.records >= total * DISCARDED)
                .findFirst()
                .filter(sample -> sample.records < total)
                .orElseThrow(() -> new IllegalStateException(
                        "drained within one sample: use more records, " + total + " say nothing about speed"));
    }

    private Sample last() {
        return samples.get(samples.size() - 1);
    }
}
