package io.millrace.chaos;

import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.scenario.Row;
import io.millrace.chaos.trial.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static String table(Map<Row, @Nullable Outcome> results) {
        StringBuilder table = new StringBuilder(HEAD);
        results.forEach((row, outcome) -> table.append("| ")
                .append(row.number())
                .append(" | `")
                .append(row.name())
                .append("` | ")
                .append(row.fault())
                .append(" | ")
                .append(outcome == null ? "not finished" : outcome.verdict())
                .append(" | ")
                .append(outcome == null ? "" : String.join("; ", outcome.slowest()))
                .append(" | ")
                .append(outcome == null ? "" : figures(outcome.figures()))
                .append(" |\n"));
        return table.toString();
    }

    private static String figures(Outcome.Figures figures) {
        return figures.fed() + ", " + figures.transactions() + ", " + figures.kills();
    }
}
