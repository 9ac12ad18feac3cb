package io.millrace.chaos;

import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.scenario.Row;
import io.millrace.chaos.scenario.Scenarios;
import io.millrace.chaos.trial.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of results in the docs: what stands between its marks is written by {@code ./chaos --all}. */
final class ResultsTable {
    static final String BEGIN = "<!-- results: begin -->";
    static final String END = "<!-- results: end -->";

    private static final String HEAD =
            """
            | # | fault | injected | result | outputs of all affected tasks again after | fed, transactions, kills |
            |--:|---|---|---|---|---|
            """;

    private final Path page;

    ResultsTable(Path page) {
        this.page = page;
    }

    /** Replaces the table. */
    void write(Map<Row, @Nullable Outcome> results) {
        try {
            String text = Files.readString(page);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new Problem(Problem.Code.FILE, page + " has no marks for the table: " + BEGIN + ", " + END);
            }
            Files.writeString(
                    page, text.substring(0, begin + BEGIN.length()) + "\n" + table(results) + text.substring(end));
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot write " + page + ": " + e, e);
        }
    }

    /** Rows in the order of the fault table, whether injected or not. */
    private static String table(Map<Row, @Nullable Outcome> results) {
        List<String> lines = new ArrayList<>();
        List<Row> missing = new ArrayList<>(Scenarios.MISSING);
        results.forEach((row, outcome) -> {
            while (!missing.isEmpty() && missing.get(0).number() < row.number()) {
                lines.add(missing(missing.remove(0)));
            }
            lines.add("| " + row.number() + " | `" + row.name() + "` | " + row.fault() + " | "
                    + (outcome == null ? "not finished | | |" : result(outcome)));
        });
        missing.forEach(row -> lines.add(missing(row)));
        return HEAD + String.join("\n", lines) + "\n";
    }

    private static String missing(Row row) {
        return "| " + row.number() + " | | " + row.fault() + " | " + row.holds() + " | | |";
    }

    private static String result(Outcome outcome) {
        return outcome.verdict() + " | " + String.join("; ", outcome.slowest()) + " | " + figures(outcome.figures())
                + " |";
    }

    private static String figures(Outcome.Figures figures) {
        return figures.fed() + ", " + figures.transactions() + ", " + figures.kills();
    }
}
