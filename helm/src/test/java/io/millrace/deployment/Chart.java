package io.millrace.deployment;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The chart under test, rendered as release {@code fraud} in namespace {@code shop}. */
final class Chart {
    private Chart() {}

    /** The manifests for these values (YAML) over the chart's own; what helm says is wrong comes as an exception. */
    static Manifests render(String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return new Manifests(new Helm(Project.CHART)
                        .template()
                        .withName("fraud")
                        .withNamespace("shop")
                        .withKubeVersion("1.31.0")
                        .withValuesFile(file)
                        .call());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LintResult lint() {
        return new Helm(Project.CHART).lint().strict().call();
    }
}
