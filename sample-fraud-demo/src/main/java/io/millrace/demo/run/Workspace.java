package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A run's own folder: broker data, state, logs, and what is read back unless it goes elsewhere. */
final class Workspace {
    private final Path folder;

    Workspace(Path parent) {
        try {
            Files.createDirectories(parent);
            folder = Files.createTempDirectory(parent, "run-").toAbsolutePath();
            Files.createDirectory(folder.resolve("logs"));
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "no folder can be made in " + parent + ": " + e.getMessage(), e);
        }
    }

    Path folder() {
        return folder;
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** Deletes all of it; what cannot be deleted stays, that is no reason to fail. */
    void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException leftOver) {
            folder.toFile().deleteOnExit();
        }
    }
}
