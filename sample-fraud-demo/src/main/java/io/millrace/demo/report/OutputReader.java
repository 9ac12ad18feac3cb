package io.millrace.demo.report;

import io.millrace.demo.input.Fields;
import io.millrace.demo.input.Lines;
import io.millrace.demo.problem.Problem;
import io.millrace.demo.truth.Feature;
import io.millrace.demo.truth.Features;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads the files of {@link OutputWriter} back, for the report. */
final class OutputReader {
    private OutputReader() {}

    static List<Answer<Features>> features(OutputFolder folder) {
        return read(folder.features(), fields -> {
            fields.text("topic");
            fields.number("partition");
            fields.number("offset");
            long id = fields.number("tx_id");
            long[] values = new long[Feature.COUNT];
            for (Feature feature : Feature.ALL) {
                values[feature.ordinal()] = fields.number(feature.column());
            }
            return new Answer<>(id, new Features(id, values));
        });
    }

    static List<Answer<Double>> scores(OutputFolder folder) {
        return read(
                folder.scores(),
                fields -> new Answer<>(fields.number("tx_id"), Double.parseDouble(fields.text("score"))));
    }

    static List<Answer<String>> alerts(OutputFolder folder) {
        return read(folder.alerts(), fields -> {
            long id = fields.number("tx_id");
            fields.text("customer_id");
            fields.text("terminal_id");
            return new Answer<>(id, fields.text("rule"));
        });
    }

    private static <T> List<Answer<T>> read(Path file, Function<Fields, Answer<T>> row) {
        List<Answer<T>> rows = new ArrayList<>();
        try (Lines lines = Lines.open(file)) {
            lines.next();
            for (String line = lines.next(); line != null; line = lines.next()) {
                rows.add(row.apply(new Fields(line, expected -> broken(lines, expected))));
            }
        }
        return rows;
    }

    static Problem broken(Lines lines, String expected) {
        return new Problem(Problem.Code.LINE, lines.here() + "expected " + expected);
    }
}
