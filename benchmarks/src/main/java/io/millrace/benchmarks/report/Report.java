package io.millrace.benchmarks.report;

import io.millrace.benchmarks.measure.Outcome;
import io.millrace.benchmarks.measure.Result;
import java.util.ArrayList;
import java.util.List;

/** A comparison as Markdown, readable in a terminal as it is. */
public final class Report {

    private final String title;
    private final List<String> conditions;
    private final List<Group> groups;
    private final List<Row> rows;

    /**
     * @param conditions under which it was measured, one line each
     * @param groups engines that did the same work; where there are several, the first of each are compared as well
     */
    public Report(String title, List<String> conditions, List<List<Result>> groups) {
        this.title = title;
        this.conditions = List.copyOf(conditions);
        this.groups = groups.stream().map(Group::new).toList();
        this.rows = this.groups.stream().flatMap(group -> group.rows().stream()).toList();
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
        for (Group group : groups) {
            lines.addAll(group.table());
            lines.add("");
        }
        lines.add(
                "Median (least - most) of the valid runs. Records/s without the first fifth; CPU of the whole process;"
                        + " state and changelogs as they lie on the disks at the end.");
        lines.add("");
        groups.stream()
                .skip(1)
                .flatMap(group -> group.against(groups.get(0)).stream())
                .forEach(lines::add);
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
