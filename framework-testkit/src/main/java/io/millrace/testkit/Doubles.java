package io.millrace.testkit;

import io.millrace.api.DoubleState;

record Doubles(PerKey<Double> values) implements DoubleState {
    @Override
    public double get() {
        return values.orElse(0d);
    }

    @Override
    public void set(double value) {
        values.set(value);
    }

    @Override
    public double add(double delta) {
        double sum = get() + delta;
        set(sum);
        return sum;
    }

    @Override
    public void clear() {
        values.clear();
    }
}
