package io.millrace.chaos;

import io.millrace.chaos.cluster.Program;
import io.millrace.chaos.scenario.Row;
import io.millrace.chaos.scenario.Scenario;
import io.millrace.chaos.scenario.Scenarios;
import io.millrace.chaos.streams.StreamsPrograms;
import io.millrace.chaos.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of the docs that has Kafka Streams beside the framework: a pair of columns for each program, written when the
 * command has run that program; the others stay.
 */
final class ComparisonTable {
    static final String BEGIN = "<!-- against streams: begin -->";
    static final String END = "<!-- against streams: end -->";

    private static final List<String> PROGRAMS =
            List.of(Program.MILLRACE.name(), StreamsPrograms.PLAIN, StreamsPrograms.STANDBY);

    private static final String HEAD =
            """
            | # | fault | Millrace | exact | Kafka Streams | exact | Kafka Streams, one standby | exact |
            |--:|---|---|---|---|---|---|---|
            """;
    private static final String SEPARATOR = " | ";
    private static final int COLUMNS_EACH = 2;

    private final Page page;

    ComparisonTable(Page page) {
        this.page = page;
    }

    /** Puts these in the place of what was there for the same faults and that program. */
    void write(Program program, Map<Row, @Nullable Outcome> results) {
        page.replace(BEGIN, END, before -> table(before, program, results));
    }

    private static String table(String before, Program program, Map<Row, @Nullable Outcome> results) {
        List<String> lines = new ArrayList<>();
        for (Scenario scenario : Scenarios.ALL) {
            Row row = scenario.row();
            if (!scenario.comparable()) {
                continue;
            }
            String begin = "| " + row.number() + " | `" + row.name() + "` | ";
            List<String> cells = earlier(before, begin);
            if (results.containsKey(row)) {
                int column = PROGRAMS.indexOf(program.name()) * COLUMNS_EACH;
                Outcome outcome = results.get(row);
                cells.set(column, outcome == null ? "not finished" : String.join("; ", outcome.slowest()));
                cells.set(column + 1, outcome == null ? "" : exact(outcome));
            }
            lines.add(begin + String.join(SEPARATOR, cells) + " |");
        }
        return HEAD + String.join("\n", lines) + "\n";
    }

    private static List<String> earlier(String before, String begin) {
        List<String> cells = before.lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> List.of(line.substring(begin.length(), line.length() - " |".length())
                        .split(" \\| ", -1)))
                .findFirst()
                .orElse(List.of());
        if (cells.size() == PROGRAMS.size() * COLUMNS_EACH) {
            return new ArrayList<>(cells);
        }
        List<String> none = new ArrayList<>();
        PROGRAMS.forEach(program -> none.addAll(List.of("not run yet", "")));
        return none;
    }

    private static String exact(Outcome outcome) {
        if (outcome.kept()) {
            return "yes";
        }
        return outcome.unkept().isEmpty()
                ? "no"
                : "no: " + cell(outcome.unkept().get(0));
    }

    private static String cell(String text) {
        return text.replace('|', '/').replace('\n', ' ');
    }
}
