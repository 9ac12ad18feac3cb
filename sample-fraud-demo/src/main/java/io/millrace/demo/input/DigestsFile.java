package io.millrace.demo.input;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.truth.DayDigests.Digest;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/** The published digests, a line per UTC day: {@value #HEADER}. */
public final class DigestsFile {
    static final String HEADER = "date,rows_hashed,sha256";

    private static final int HEX_DIGITS = 64;

    private DigestsFile() {}

    /** Reads the whole file into digests by days since the epoch; MR-0805 names the first broken line. */
    public static SortedMap<Long, Digest> read(Path file) {
        SortedMap<Long, Digest> digests = new TreeMap<>();
        try (Lines lines = Lines.open(file)) {
            String header = lines.next();
            if (!HEADER.equals(header)) {
                throw broken(lines, "the columns " + HEADER + ", found " + header);
            }
            for (String line = lines.next(); line != null; line = lines.next()) {
                Fields fields = new Fields(line, expected -> broken(lines, expected));
                long day = day(lines, fields.text("date"));
                long rows = fields.number("rows_hashed");
                String sha256 = fields.text("sha256");
                if (sha256.length() != HEX_DIGITS) {
                    throw broken(lines, "sha256 with " + HEX_DIGITS + " hex digits, found \"" + sha256 + "\"");
                }
                fields.end();
                digests.put(day, new Digest(rows, sha256));
            }
        }
        return digests;
    }

    private static long day(Lines lines, String date) {
        try {
            return LocalDate.parse(date).toEpochDay();
        } catch (DateTimeException e) {
            throw broken(lines, "date as yyyy-mm-dd, found \"" + date + "\"");
        }
    }

    private static Problem broken(Lines lines, String expected) {
        return new Problem(Problem.Code.COMPANION, lines.here() + "expected " + expected);
    }
}
