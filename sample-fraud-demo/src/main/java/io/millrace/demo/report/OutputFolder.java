package io.millrace.demo.report;

import io.millrace.demo.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that holds what was read back. */
public record OutputFolder(Path path) {
    /** Makes the folder if it is not there; MR-0804 if that fails. */
    public static OutputFolder at(Path path) {
        try {
            return new OutputFolder(Files.createDirectories(path));
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "the folder " + path + " cannot be made: " + e.getMessage(), e);
        }
    }

    Path features() {
        return path.resolve("features.csv.gz");
    }

    Path scores() {
        return path.resolve("scores.csv.gz");
    }

    Path alerts() {
        return path.resolve("alerts.csv.gz");
    }

    Path kills() {
        return path.resolve("kills.csv");
    }
}
