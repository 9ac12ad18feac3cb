package io.millrace.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing is skipped in silence: at the end of the build every skipped test is named with what it lacks. Where everything
 * is installed ({@code -Dmillrace.strict}) a skip is a failure.
 */
class SkippedTestsTest {
    /** The reason stands in an attribute, or behind the name of what was thrown. */
    private static final Pattern SKIPPED = Pattern.compile(
            "<testcase name=\"([^\"]*)\" classname=\"([^\"]*)\"[^>]*>\\s*"
                    + "<skipped(?: message=\"([^\"]*)\")?[^>]*>(?:<!\\[CDATA\\[[\\w.]*: (?:Assumption failed: )?([^\\n]*))?");

    @Test
    void everySkipIsNamed() throws IOException {
        List<String> skips = new ArrayList<>();
        for (Path report : reports()) {
            Matcher matcher = SKIPPED.matcher(Files.readString(report));
            while (matcher.find()) {
                skips.add(matcher.group(2) + "." + matcher.group(1) + ": "
                        + Stream.of(3, 4)
                                .map(matcher::group)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse("no reason given"));
            }
        }
        System.out.println(skips.size() + " tests skipped"
                + (skips.isEmpty() ? "" : "; what they lack:\n  " + String.join("\n  ", skips)));
        if (Boolean.getBoolean("millrace.strict")) {
            assertThat(skips).isEmpty();
        }
    }

    private static List<Path> reports() throws IOException {
        Path root = Path.of(System.getProperty("millrace.root.dir", ".."));
        try (Stream<Path> files = Files.find(
                root,
                4,
                (file, attributes) -> file.getFileName().toString().startsWith("TEST-")
                        && file.getParent().getFileName().toString().equals("surefire-reports"))) {
            return files.sorted().toList();
        }
    }
}
