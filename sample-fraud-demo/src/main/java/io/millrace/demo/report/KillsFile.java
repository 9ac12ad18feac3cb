package io.millrace.demo.report;

import io.millrace.demo.input.Fields;
import io.millrace.demo.input.Lines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code kills.csv}: a line per forced death, in order of time. */
public final class KillsFile {
    static final String HEADER =
            "time,replica,exit_status,input_records_pending,open_transaction_left,records_replayed";

    private KillsFile() {}

    /** Writes all kills of a run. */
    public static void write(OutputFolder folder, List<Kill> kills) {
        try (CsvWriter csv = new CsvWriter(folder.kills(), HEADER)) {
            for (Kill kill : kills) {
                csv.line(kill.time() + "," + kill.replica() + "," + kill.exitStatus() + "," + kill.pending() + ","
                        + (kill.openTransaction() ? "yes" : "no") + "," + kill.replayed());
            }
        }
    }

    static List<Kill> read(OutputFolder folder) {
        List<Kill> kills = new ArrayList<>();
        try (Lines lines = Lines.open(folder.kills())) {
            lines.next();
            for (String line = lines.next(); line != null; line = lines.next()) {
                Fields fields = new Fields(line, expected -> OutputReader.broken(lines, expected));
                kills.add(new Kill(
                        Instant.parse(fields.text("time")),
                        fields.text("replica"),
                        fields.number("exit_status", 255),
                        fields.number("input_records_pending"),
                        "yes".equals(fields.text("open_transaction_left")),
                        fields.number("records_replayed")));
            }
        }
        return kills;
    }
}
