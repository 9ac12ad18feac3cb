package io.millrace.benchmarks.report;

import java.util.Arrays;
import java.util.List;

/** The middle and the ends of a few measurements. */
record Spread(double median, double min, double max) {

    /** The median of an even number of values is the mean of the middle two. */
    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
    }

    String format(String number) {
        return String.format(number + " (" + number + " - " + number + ")", median, min, max);
    }
}
