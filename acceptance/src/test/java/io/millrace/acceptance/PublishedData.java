package io.millrace.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Published data and what is to come out of it. It lies beside the repository and may be absent. */
public final class PublishedData {
    private final Path root = Path.of(System.getProperty("millrace.data.dir", "absent"));

    /**
     * Skips the test if the data is absent.
     *
     * @param needed the file without which there is none
     */
    public PublishedData(String needed) {
        assumeTrue(Files.exists(root.resolve(needed)), "no " + needed);
    }

    public Path root() {
        return root;
    }

    /** The lines of a packed file. */
    public List<String> lines(String file) throws IOException {
        try (BufferedReader in = unpacked(root.resolve(file))) {
            return in.lines().toList();
        }
    }

    public static BufferedReader unpacked(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    }
}
