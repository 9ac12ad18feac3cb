package io.millrace.acceptance.answers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a folder as answers call them. Each is read once. */
final class Tables {
    private final Map<String, Path> byName;
    private final Set<String> called;
    private final Map<Path, Table> read = new HashMap<>();

    /**
     * @param called everything that is called in the answers
     */
    Tables(Path root, Set<String> called) throws IOException {
        this.called = called;
        try (Stream<Path> files = Files.find(root, 2, (file, attributes) -> Table.is(file))) {
            byName = files.collect(Collectors.toMap(Table::name, Function.identity()));
        }
    }

    /**
     * The table that is called by its name, by what its name begins with, or by its folder's name. One that is called by its
     * own name somewhere is not meant by another.
     *
     * @throws IllegalArgumentException if it is not exactly one
     */
    Table called(String name) {
        return read.computeIfAbsent(file(name), file -> {
            try {
                return Table.read(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Path file(String name) {
        Path exact = byName.get(name);
        if (exact != null) {
            return exact;
        }
        List<Path> meant = byName.entrySet().stream()
                .filter(table -> !called.contains(table.getKey()))
                .filter(table -> table.getKey().startsWith(name + "_")
                        || table.getValue().getParent().getFileName().toString().equals(name))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        if (meant.size() != 1) {
            throw new IllegalArgumentException("'" + name + "' may be " + meant + ": call it by its file's name");
        }
        return meant.get(0);
    }
}
