package io.millrace.demo.truth;

import java.util.Arrays;
import java.util.List;

/** Mean and standard deviation per column, with a deviation of 1 for columns that never change. */
final class Standard {
    private Standard() {}

    /** {mean per column, standard deviation per column}. */
    static double[][] of(List<double[]> rows) {
        int columns = ModelInput.values().length;
        double[] mean = new double[columns];
        double[] std = new double[columns];
        for (double[] row : rows) {
            for (int i = 0; i < columns; i++) {
                mean[i] += row[i] / rows.size();
            }
        }
        for (double[] row : rows) {
            for (int i = 0; i < columns; i++) {
                std[i] += (row[i] - mean[i]) * (row[i] - mean[i]) / rows.size();
            }
        }
        return new double[][] {
            mean, Arrays.stream(std).map(v -> v == 0 ? 1 : Math.sqrt(v)).toArray()
        };
    }
}
