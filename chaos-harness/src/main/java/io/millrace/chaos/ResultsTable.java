package io.millrace.chaos;

import io.millrace.chaos.scenario.Row;
import io.millrace.chaos.scenario.Scenario;
import io.millrace.chaos.scenario.Scenarios;
import io.millrace.chaos.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of results in the docs: what stands between its marks is written by {@code ./chaos --all} and {@code --table}. */
final class ResultsTable {
    static final String BEGIN = "<!-- results: begin -->";
    static final String END = "<!-- results: end -->";

    private static final String HEAD =
            """
            | # | fault | injected | result | outputs of all affected tasks again after | fed, transactions, kills |
            |--:|---|---|---|---|---|
            """;

    private final Page page;

    ResultsTable(Page page) {
        this.page = page;
    }

    /** Puts these in the place of what was there for the same faults; the others stay. */
    void write(Map<Row, @Nullable Outcome> results) {
        page.replace(BEGIN, END, before -> table(before, results));
    }

    /** Rows in the order of the fault table, whether injected or not. */
    private static String table(String before, Map<Row, @Nullable Outcome> results) {
        List<String> lines = new ArrayList<>();
        List<Row> missing = new ArrayList<>(Scenarios.MISSING);
        for (Scenario scenario : Scenarios.ALL) {
            Row row = scenario.row();
            while (!missing.isEmpty() && missing.get(0).number() < row.number()) {
                lines.add(missing(missing.remove(0)));
            }
            lines.add(begin(row) + (results.containsKey(row) ? result(results.get(row)) : earlier(before, row)));
        }
        missing.forEach(row -> lines.add(missing(row)));
        return HEAD + String.join("\n", lines) + "\n";
    }

    private static String begin(Row row) {
        return "| " + row.number() + " | `" + row.name() + "` | " + row.fault() + " | ";
    }

    private static String earlier(String before, Row row) {
        String begin = begin(row);
        Optional<String> line =
                before.lines().filter(each -> each.startsWith(begin)).findFirst();
        return line.map(each -> each.substring(begin.length())).orElse("not run yet | | |");
    }

    private static String missing(Row row) {
        return "| " + row.number() + " | | " + row.fault() + " | " + row.holds() + " | | |";
    }

    private static String result(@Nullable Outcome outcome) {
        return outcome == null
                ? "not finished | | |"
                : outcome.verdict() + " | " + String.join("; ", outcome.slowest()) + " | " + figures(outcome.figures())
                        + " |";
    }

    private static String figures(Outcome.Figures figures) {
        return figures.fed() + ", " + figures.transactions() + ", " + figures.kills();
    }
}
