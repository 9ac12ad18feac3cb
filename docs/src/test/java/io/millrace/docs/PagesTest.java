package io.millrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each piece of Java on a page stands, line for line, in the source that is named above it; links lead somewhere. */
class PagesTest {
    private static final Path ROOT = Path.of(System.getProperty("millrace.root.dir", ".."));
    private static final Pattern JAVA = Pattern.compile("(?:<!-- (\\S+) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)");

    @TestFactory
    Stream<DynamicTest> everyPage() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            List<Path> pages = Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.filter(file -> file.toString()
                            .endsWith(".md")))
                    .sorted()
                    .toList();
            return pages.stream().map(page -> DynamicTest.dynamicTest(page.getFileName() + "", () -> check(page)));
        }
    }

    private static void check(Path page) throws IOException {
        String text = Files.readString(page);
        Matcher java = JAVA.matcher(text);
        while (java.find()) {
            String source = java.group(1);
            assertThat(source).as("the source of:\n%s", java.group(2)).isNotNull();
            assertThat(plain(Files.readString(ROOT.resolve(source))))
                    .as("%s in %s", page.getFileName(), source)
                    .contains(plain(java.group(2)));
        }
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            assertThat(page.resolveSibling(link.group(1)))
                    .as("a link of %s", page.getFileName())
                    .exists();
        }
    }

    /** Without indentation and empty lines: a page shows a part of a class further left. */
    private static String plain(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
