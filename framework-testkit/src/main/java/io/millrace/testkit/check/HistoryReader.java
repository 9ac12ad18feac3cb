package io.millrace.testkit.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a run and puts them in one order: by time, and within a file as written, even if its clock went back.
 *
 * <p>A torn line is passed over where a killed process can have left it: at the end of a file, or before the line that says
 * that the file was opened again. Any other line that cannot be read is an error: who passes over it checks less than the
 * report says.
 */
public final class HistoryReader {
    /** What files of histories end with. */
    public static final String SUFFIX = ".jsonl";

    private HistoryReader() {}

    /**
     * The history in these files; a folder stands for all {@code .jsonl} files in it.
     *
     * @throws IllegalArgumentException MR-0910 if there is no such file, MR-0911 if a line cannot be read
     */
    public static History read(Collection<Path> paths) {
        List<Step> steps = new ArrayList<>();
        for (Path file : files(paths)) {
            steps.addAll(steps(file));
        }
        // The sort is stable, so that what one file says of one millisecond stays in its order.
        steps.sort(Comparator.comparingLong(Step::atMs));
        return History.numbered(steps);
    }

    private static List<Path> files(Collection<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.list(path)) {
                    inside.filter(file -> file.toString().endsWith(SUFFIX))
                            .sorted()
                            .forEach(files::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            } else {
                files.add(path);
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("MR-0910 no history: " + paths + " holds no " + SUFFIX + " file");
        }
        return files;
    }

    private static List<Step> steps(Path file) {
        List<String> lines = lines(file);
        List<Step> steps = new ArrayList<>();
        long reached = Long.MIN_VALUE;
        for (int i = 0; i < lines.size(); i++) {
            try {
                Step step = step(lines.get(i));
                reached = Math.max(reached, step.atMs());
                steps.add(new Step(0, reached, step.by(), step.event()));
            } catch (IllegalArgumentException e) {
                if (!mayBeTorn(lines, i)) {
                    int number = i + 1;
                    throw new IllegalArgumentException(
                            "MR-0911 line " + number + " of " + file + " cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return steps;
    }

    /** The last one is empty if the file ends with its line. */
    private static List<String> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("MR-0910 no history: there is no file " + file);
        }
        try {
            // A torn line may end within a character.
            return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean mayBeTorn(List<String> lines, int at) {
        if (at + 1 == lines.size()) {
            return true;
        }
        try {
            return step(lines.get(at + 1)).event() instanceof Observed.Opened;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Step step(String line) {
        Map<String, @Nullable String> fields = JsonLine.read(line);
        String at = fields.remove("at");
        String by = fields.remove("by");
        if (at == null || by == null) {
            throw new IllegalArgumentException("when and who are missing");
        }
        return new Step(0, Long.parseLong(at), by, EventForm.event(fields));
    }
}
