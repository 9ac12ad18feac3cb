package io.millrace.benchmarks.report;

import io.millrace.benchmarks.measure.Measured;
import io.millrace.benchmarks.measure.Outcome;
import io.millrace.benchmarks.measure.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A comparison as Markdown, readable in a terminal as it is. */
public final class Report {

    private static final String BASELINE_PREFIX = "streams-";

    private final String title;
    private final List<String> conditions;
    private final List<Row> rows;

    /** @param conditions under which it was measured, one line each */
    public Report(String title, List<String> conditions, List<Result> results) {
        this.title = title;
        this.conditions = List.copyOf(conditions);
        this.rows = results.stream().map(Row::new).toList();
    }

    /** The whole report; {@code chart} is the file name of the chart next to it. */
    public String markdown(String chart) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + title);
        lines.add("");
        conditions.forEach(condition -> lines.add("- " + condition));
        lines.add("");
        lines.add("![" + title + "](" + chart + ")");
        lines.add("");
        lines.addAll(table());
        lines.add("");
        lines.add(
                "Median (least - most) of the valid runs. Records/s without the first fifth; CPU of the whole process.");
        lines.add("");
        lines.addAll(versions());
        lines.addAll(invalidRuns());
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /** A chart of the two figures. */
    public String svg() {
        return new Chart(title, rows).svg();
    }

    /** Whether every run of every engine had the right result. */
    public boolean allValid() {
        return invalidRuns().isEmpty();
    }

    private List<String> table() {
        Optional<Row> baseline = bestOfStreams();
        String than = baseline.map(row -> " / " + row.name()).orElse("");
        List<String> lines = new ArrayList<>();
        lines.add("| engine | valid runs | records/s | CPU s per million | after the first fifth | records/s" + than
                + " | CPU" + than + " |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|");
        for (Row row : rows) {
            long valid = row.result().outcomes().stream()
                    .filter(Outcome.Valid.class::isInstance)
                    .count();
            lines.add(String.join(
                    " | ",
                    "| " + row.name(),
                    valid + "/" + row.result().outcomes().size(),
                    cell(row.spread(Measured::recordsPerSecond), "%,.0f"),
                    cell(row.spread(Measured::cpuSecondsPerMillion), "%.2f"),
                    cell(row.spread(Measured::steadyCpuSecondsPerMillion), "%.2f"),
                    ratio(row, baseline, Measured::recordsPerSecond),
                    ratio(row, baseline, Measured::cpuSecondsPerMillion) + " |"));
        }
        return lines;
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

    private List<String> versions() {
        return rows.stream()
                .map(row -> "- " + row.name() + ": " + row.result().engine().description() + "; "
                        + String.join(
                                ", ",
                                row.result().versions().entrySet().stream()
                                        .map(entry -> entry.getKey() + " " + entry.getValue())
                                        .sorted()
                                        .toList()))
                .toList();
    }

    private List<String> invalidRuns() {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            for (int round = 0; round < row.result().outcomes().size(); round++) {
                Outcome outcome = row.result().outcomes().get(round);
                if (!(outcome instanceof Outcome.Valid)) {
                    lines.add("- **not counted**: " + row.name() + ", round " + (round + 1) + ": " + outcome);
                }
            }
        }
        return lines;
    }
}
