package io.millrace.chaos;

import io.millrace.chaos.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A page of the docs that holds tables, each between marks of its own. */
record Page(Path file) {
    /**
     * Writes a table anew; the rest of the page stays.
     *
     * @param table gets what stood between the marks
     * @throws Problem MR-0934 if the page has no such marks, or cannot be written
     */
    void replace(String begin, String end, UnaryOperator<String> table) {
        try {
            String text = Files.readString(file);
            int from = text.indexOf(begin) + begin.length();
            int to = text.indexOf(end);
            if (!text.contains(begin) || to < from) {
                throw new Problem(Problem.Code.FILE, file + " has no marks for the table: " + begin + ", " + end);
            }
            Files.writeString(
                    file, text.substring(0, from) + "\n" + table.apply(text.substring(from, to)) + text.substring(to));
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot write " + file + ": " + e, e);
        }
    }
}
