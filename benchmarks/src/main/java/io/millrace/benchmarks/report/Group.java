package io.millrace.benchmarks.report;

import io.millrace.benchmarks.measure.Measured;
import io.millrace.benchmarks.measure.Outcome;
import io.millrace.benchmarks.measure.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Engines that did the same work: one table of the report. */
final class Group {

    private static final String BASELINE_PREFIX = "streams-";
    private static final double KIB = 1024;

    private final List<Row> rows;

    Group(List<Result> results) {
        this.rows = results.stream().map(Row::new).toList();
    }

    List<Row> rows() {
        return rows;
    }

    List<String> table() {
        Optional<Row> baseline = bestOfStreams();
        String than = baseline.map(row -> " / " + row.name()).orElse("");
        List<String> lines = new ArrayList<>();
        lines.add("| engine | valid runs | records/s | CPU s per million | after the first fifth | state KiB"
                + " | changelog KiB | records/s" + than + " | CPU" + than + " | CPU after the first fifth" + than
                + " |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        rows.forEach(row -> lines.add(line(row, baseline)));
        return lines;
    }

    private static String line(Row row, Optional<Row> baseline) {
        List<Outcome> outcomes = row.result().outcomes();
        long valid = outcomes.stream().filter(Outcome.Valid.class::isInstance).count();
        return String.join(
                " | ",
                "| " + row.name(),
                valid + "/" + outcomes.size(),
                cell(row.spread(Measured::recordsPerSecond), "%,.0f"),
                cell(row.spread(Measured::cpuSecondsPerMillion), "%.2f"),
                cell(row.spread(Measured::steadyCpuSecondsPerMillion), "%.2f"),
                median(row.spread(measured -> measured.stateBytes() / KIB)),
                median(row.spread(measured -> measured.changelogBytes() / KIB)),
                ratio(row, baseline, Measured::recordsPerSecond),
                ratio(row, baseline, Measured::cpuSecondsPerMillion),
                ratio(row, baseline, Measured::steadyCpuSecondsPerMillion) + " |");
    }

    /** The CPU of our engine, the first, against that of another group's first; empty if one of them has no valid run. */
    Optional<String> against(Group other) {
        Row mine = rows.get(0);
        Row theirs = other.rows.get(0);
        return mine.ratio(theirs, Measured::cpuSecondsPerMillion)
                .map(whole -> "- CPU of " + mine.name() + " / " + theirs.name() + ": " + whole.format("%.2f")
                        + "; after the first fifth "
                        + cell(mine.ratio(theirs, Measured::steadyCpuSecondsPerMillion), "%.2f"));
    }

    /** The fairest opponent: of the ways to configure Kafka Streams the one with the highest median of records/s. */
    private Optional<Row> bestOfStreams() {
        return rows.stream()
                .filter(row -> row.name().startsWith(BASELINE_PREFIX))
                .filter(row -> row.spread(Measured::recordsPerSecond).isPresent())
                .max(Comparator.comparingDouble(row ->
                        row.spread(Measured::recordsPerSecond).orElseThrow().median()));
    }

    private static String ratio(Row row, Optional<Row> baseline, ToDoubleFunction<Measured> figure) {
        return cell(baseline.flatMap(other -> row.ratio(other, figure)), "%.2f");
    }

    private static String cell(Optional<Spread> spread, String number) {
        return spread.map(s -> s.format(number)).orElse("-");
    }

    private static String median(Optional<Spread> spread) {
        return spread.map(s -> String.format("%,.0f", s.median())).orElse("-");
    }
}
