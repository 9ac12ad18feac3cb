package io.millrace.testkit;

import io.millrace.api.LongState;

record Longs(PerKey<Long> values) implements LongState {
    @Override
    public long get() {
        return values.orElse(0L);
    }

    @Override
    public void set(long value) {
        values.set(value);
    }

    @Override
    public long add(long delta) {
        long sum = get() + delta;
        set(sum);
        return sum;
    }

    @Override
    public void clear() {
        values.clear();
    }
}
