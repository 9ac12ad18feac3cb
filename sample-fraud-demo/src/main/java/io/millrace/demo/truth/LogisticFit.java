package io.millrace.demo.truth;

import java.util.ArrayList;
import java.util.List;

/**
 * Fits a logistic regression with an L2 penalty (C = 1) by Newton's method: deterministic, no step size to tune, and
 * exact after a handful of steps because the loss is convex. Collect the rows, then {@link #fit()}. Single-threaded.
 */
public final class LogisticFit {
    private static final int STEPS_MAX = 30;
    private static final double CONVERGED = 1e-8;

    private final List<double[]> rows = new ArrayList<>();
    private final List<Boolean> labels = new ArrayList<>();

    /** Adds a training row. */
    public void add(Transaction transaction, Features features) {
        double[] row = new double[ModelInput.values().length];
        for (ModelInput input : ModelInput.values()) {
            row[input.ordinal()] = input.of(transaction, features);
        }
        rows.add(row);
        labels.add(transaction.fraud());
    }

    /** How many rows were added. */
    public int rows() {
        return rows.size();
    }

    /** The model that fits the rows best. */
    public LogisticModel fit() {
        double[][] standard = Standard.of(rows);
        double[] mean = standard[0];
        double[] std = standard[1];
        double[] weights = new double[mean.length + 1];
        for (int step = 0; step < STEPS_MAX; step++) {
            double[] move = newtonStep(weights, mean, std);
            double length = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] -= move[i];
                length = Math.max(length, Math.abs(move[i]));
            }
            if (length < CONVERGED) {
                break;
            }
        }
        List<LogisticModel.Term> terms = new ArrayList<>();
        for (ModelInput input : ModelInput.values()) {
            int i = input.ordinal();
            terms.add(new LogisticModel.Term(input, mean[i], std[i], weights[i + 1]));
        }
        return new LogisticModel(weights[0], terms);
    }

    /** Solves hessian * move = gradient at these weights; index 0 is the intercept, which is not penalised. */
    private double[] newtonStep(double[] weights, double[] mean, double[] std) {
        int n = weights.length;
        double[][] hessian = new double[n][n];
        double[] gradient = new double[n];
        for (int i = 1; i < n; i++) {
            gradient[i] = weights[i];
            hessian[i][i] = 1;
        }
        double[] x = new double[n];
        x[0] = 1;
        for (int row = 0; row < rows.size(); row++) {
            double score = weights[0];
            for (int i = 1; i < n; i++) {
                x[i] = (rows.get(row)[i - 1] - mean[i - 1]) / std[i - 1];
                score += weights[i] * x[i];
            }
            double probability = 1 / (1 + Math.exp(-score));
            double error = probability - (labels.get(row) ? 1 : 0);
            double curve = probability * (1 - probability);
            for (int i = 0; i < n; i++) {
                gradient[i] += error * x[i];
                for (int j = 0; j <= i; j++) {
                    hessian[i][j] += curve * x[i] * x[j];
                }
            }
        }
        // The intercept alone could be flat (no fraud at all in the rows): a trace of penalty keeps it solvable.
        hessian[0][0] += 1e-6;
        return Cholesky.solve(hessian, gradient);
    }
}
