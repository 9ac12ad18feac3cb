package io.millrace.demo.input;

import io.millrace.demo.problem.Problem;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The ids that the published digests leave out: one per line. */
public final class SkipFile {
    private SkipFile() {}

    /** Reads the whole file; MR-0805 names the first broken line. */
    public static Set<Long> read(Path file) {
        Set<Long> ids = new HashSet<>();
        try (Lines lines = Lines.open(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                Fields fields = new Fields(
                        line, expected -> new Problem(Problem.Code.COMPANION, lines.here() + "expected " + expected));
                ids.add(fields.number("tx_id"));
                fields.end();
            }
        }
        return ids;
    }
}
