package io.millrace.sample.fraud;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What the model looks at: count (n) and sum of cents (s) of the customer (c), count and frauds (f) of the terminal (t),
 * over 1, 7 and 30 days.
 */
@Serdeable
public record Features(
        long id,
        long at,
        int c1n,
        long c1s,
        int c7n,
        long c7s,
        int c30n,
        long c30s,
        int t1n,
        int t1f,
        int t7n,
        int t7f,
        int t30n,
        int t30f) {
    static Features of(Spent spent, Risk day, Risk week, Risk month) {
        return new Features(
                spent.transaction().id(),
                spent.transaction().at(),
                spent.day().count(),
                spent.day().cents(),
                spent.week().count(),
                spent.week().cents(),
                spent.month().count(),
                spent.month().cents(),
                day.count(),
                day.frauds(),
                week.count(),
                week.frauds(),
                month.count(),
                month.frauds());
    }
}
