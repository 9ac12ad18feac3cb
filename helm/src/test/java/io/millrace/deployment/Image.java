package io.millrace.deployment;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Dockerfile of the project, and what it would copy from the real build's folders. */
final class Image {
    private final Path folder;
    private final List<String> instructions;

    Image(String module) {
        folder = Project.ROOT.resolve(module);
        instructions = Project.text(folder.resolve("Dockerfile"))
                .replaceAll("\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** The arguments of the last instruction of that name: what holds for the image that is kept. */
    String last(String instruction) {
        return all(instruction).reduce((first, second) -> second).orElse("");
    }

    Stream<String> all(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).strip());
    }

    /** Java's arguments: what the image starts. */
    List<String> entrypoint() {
        List<String> words = new ArrayList<>();
        Project.tree(last("ENTRYPOINT")).forEach(word -> words.add(word.asText()));
        return words;
    }

    /** Every file that is copied from the folder. Skips the test if the module was not packaged. */
    List<Path> copied() {
        assumeTrue(
                Files.isDirectory(folder.resolve("target/lib")),
                "no " + folder.getFileName() + "/target/lib (mvn package)");
        return all("COPY")
                .filter(arguments -> !arguments.startsWith("--from"))
                .map(arguments -> List.of(arguments.split("\\s+")))
                .flatMap(words -> words.subList(0, words.size() - 1).stream())
                .flatMap(pattern -> matching(pattern).stream())
                .toList();
    }

    List<String> copiedNames() {
        return copied().stream().map(file -> file.getFileName().toString()).toList();
    }

    private List<Path> matching(String pattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> files = Files.walk(folder.resolve("target"), 2)) {
            return files.map(folder::relativize)
                    .filter(matcher::matches)
                    .filter(file -> !ignored(file))
                    .sorted()
                    .map(folder::resolve)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last line of .dockerignore that matches decides. */
    private boolean ignored(Path file) {
        boolean ignored = false;
        for (String line : Project.text(folder.resolve(".dockerignore")).split("\n")) {
            boolean keeps = line.startsWith("!");
            String pattern = keeps ? line.substring(1) : line;
            if (pattern.equals("*")
                    || FileSystems.getDefault()
                            .getPathMatcher("glob:" + pattern)
                            .matches(file)) {
                ignored = !keeps;
            }
        }
        return ignored;
    }
}
