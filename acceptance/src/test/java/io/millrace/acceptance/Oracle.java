package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micronaut.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** Published data, and what is to come out of it: number and SHA-256 of the sorted result lines. */
final class Oracle {
    private final Path folder;

    Oracle() {
        folder = Path.of(System.getProperty("millrace.data.dir", "absent"));
        assumeTrue(Files.exists(folder.resolve("oracles.json")), "no oracles.json");
    }

    /** The lines of a table as fields, without the heading. */
    List<String[]> rows(String file) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(file))), StandardCharsets.UTF_8))) {
            return in.lines().skip(1).map(line -> line.split(",")).toList();
        }
    }

    Map<?, ?> expected(String name) throws IOException {
        Map<?, ?> all =
                JsonMapper.createDefault().readValue(Files.readAllBytes(folder.resolve("oracles.json")), Map.class);
        return (Map<?, ?>) all.get(name);
    }

    int rowsOf(String name) throws IOException {
        return ((Number) expected(name).get("rows")).intValue();
    }

    void check(String name, Collection<String> lines) throws IOException, NoSuchAlgorithmException {
        assertThat(lines).as(name).hasSize(rowsOf(name));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String line : new TreeSet<>(lines)) {
            digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .as(name)
                .isEqualTo(expected(name).get("sha256"));
    }
}
