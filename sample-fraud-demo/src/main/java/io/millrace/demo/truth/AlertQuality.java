package io.millrace.demo.truth;

import java.util.List;

/** How good alerts were: how many there were, how many of them were frauds, and of how many frauds in all. */
public record AlertQuality(long alerts, long hits, long frauds) {
    /** Counts over these rows. */
    public static AlertQuality of(List<Scored> rows) {
        long alerts = rows.stream().filter(Scored::alerted).count();
        long hits = rows.stream().filter(row -> row.alerted() && row.fraud()).count();
        return new AlertQuality(
                alerts, hits, rows.stream().filter(Scored::fraud).count());
    }

    /** The share of alerts that were frauds; NaN without alerts. */
    public double precision() {
        return (double) hits / alerts;
    }

    /** The share of frauds that were alerted; NaN without frauds. */
    public double recall() {
        return (double) hits / frauds;
    }
}
