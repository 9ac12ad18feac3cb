package io.millrace.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's files as these tests see them. */
final class Project {
    static final Path ROOT = Path.of(System.getProperty("millrace.root.dir", ".."));
    static final Path CHART = ROOT.resolve("helm/millrace-service");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Project() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A YAML or JSON text as a tree, merge keys left as they are. */
    static JsonNode tree(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
