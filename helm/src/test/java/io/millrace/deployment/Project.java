package io.millrace.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The project's files as these tests see them. */
final class Project {
    static final Path ROOT = Path.of(System.getProperty("millrace.root.dir", ".."));
    static final Path CHART = ROOT.resolve("helm/millrace-service");

    private static final ObjectMapper TREES = new ObjectMapper();

    private Project() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A YAML or JSON text as a tree, with anchors and merge keys resolved. The same key twice is an error. */
    static JsonNode tree(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object loaded = new Yaml(new SafeConstructor(options)).load(text);
        return TREES.valueToTree(loaded);
    }
}
