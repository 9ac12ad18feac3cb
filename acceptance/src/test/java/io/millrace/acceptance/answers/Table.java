package io.millrace.acceptance.answers;

import io.millrace.acceptance.PublishedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A published file with a heading.
 *
 * @param time the column with the event time
 * @param unitMs what that column counts in
 */
record Table(String name, String time, long unitMs, List<CSVRecord> rows) {
    private static final String ENDING = ".csv.gz";
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    static boolean is(Path file) {
        return file.toString().endsWith(ENDING);
    }

    /** How answers call a file. */
    static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    static Table read(Path file) throws IOException {
        try (BufferedReader in = PublishedData.unpacked(file);
                CSVParser parser = FORMAT.parse(in)) {
            Set<String> columns = parser.getHeaderMap().keySet();
            for (String time : List.of("event_ms", "ts_ms", "ts")) {
                if (columns.contains(time)) {
                    return new Table(name(file), time, time.endsWith("_ms") ? 1 : 1_000, parser.getRecords());
                }
            }
            throw new IllegalArgumentException(file + " has no column event_ms, ts_ms or ts, but " + columns);
        }
    }

    /** Event time in milliseconds. */
    long at(CSVRecord row) {
        return Long.parseLong(row.get(time)) * unitMs;
    }
}
