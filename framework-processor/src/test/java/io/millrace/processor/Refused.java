package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;

/** Compiles source in which {@code //!} marks each line that must be refused, and nothing else may be. */
final class Refused {
    private static final String IMPORTS = "package shop; import io.micronaut.configuration.kafka.annotation.*;"
            + " import io.micronaut.messaging.annotation.*; import io.millrace.api.*; import java.time.*;"
            + " import java.util.*; import org.jspecify.annotations.Nullable;\n";

    private Refused() {}

    /** @param texts the expected texts, in the order of the marked lines; a line marked twice has two */
    static void by(Path output, String source, String... texts) {
        Compilation compilation = Compilation.rulesOnly(output, Map.of("shop/H.java", IMPORTS + source));
        List<Integer> lines = marked(source);
        assertThat(lines).as("marked lines").hasSameSizeAs(texts);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            expected.add("H.java:" + lines.get(i) + ": " + texts[i]);
        }
        assertThat(compilation.said(Diagnostic.Kind.ERROR)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<Integer> marked(String source) {
        List<Integer> lines = new ArrayList<>();
        String[] all = source.split("\n");
        for (int i = 0; i < all.length; i++) {
            for (int at = all[i].indexOf("//!"); at >= 0; at = all[i].indexOf("//!", at + 1)) {
                lines.add(i + 2);
            }
        }
        return lines;
    }
}
