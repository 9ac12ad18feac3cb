package io.millrace.acceptance.answers;

import org.jspecify.annotations.Nullable;

/** Observations counted and added up. */
record Sum(long count, long sum) {
    static Sum add(@Nullable Sum soFar, Observation one) {
        return soFar == null ? new Sum(1, one.amount()) : new Sum(soFar.count + 1, soFar.sum + one.amount());
    }

    Sum and(Sum other) {
        return new Sum(count + other.count, sum + other.sum);
    }
}
