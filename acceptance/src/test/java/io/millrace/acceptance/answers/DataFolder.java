package io.millrace.acceptance.answers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micronaut.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The published data, which may be absent. */
final class DataFolder {
    private final Path root = Path.of(System.getProperty("millrace.data.dir", "absent"));

    /** Skips the test if the data is absent. */
    DataFolder() {
        assumeTrue(Files.exists(root.resolve("oracles.json")), "no oracles.json");
    }

    /** The published answers by name. */
    Map<?, ?> answers() throws IOException {
        return JsonMapper.createDefault().readValue(Files.readAllBytes(root.resolve("oracles.json")), Map.class);
    }

    /** The lines of a file without heading. */
    List<String> lines(String file) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(root.resolve(file))), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }

    /**
     * The file that answers call so: by its name, by what its name begins with, or by its folder's. Who is called by his own
     * name is not meant by another.
     *
     * @param all everything that is called so in the answers
     * @throws IllegalArgumentException if it is not exactly one
     */
    Path file(String called, Set<String> all) throws IOException {
        List<Path> tables;
        try (Stream<Path> files = Files.find(root, 2, (file, attributes) -> Table.is(file))) {
            tables = files.sorted().toList();
        }
        Map<String, Path> byName = tables.stream().collect(Collectors.toMap(Table::name, table -> table));
        if (byName.containsKey(called)) {
            return byName.get(called);
        }
        List<Path> meant = tables.stream()
                .filter(table -> Table.name(table).startsWith(called + "_")
                        || table.getParent().getFileName().toString().equals(called))
                .filter(table -> !all.contains(Table.name(table)))
                .toList();
        if (meant.size() != 1) {
            throw new IllegalArgumentException("'" + called + "' may be " + meant + ": call it by its file's name");
        }
        return meant.get(0);
    }
}
