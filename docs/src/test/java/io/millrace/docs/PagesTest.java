package io.millrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each piece of Java or of a pom on a page stands, line for line, in the source that is named above it; links lead somewhere,
 * to a heading too.
 */
class PagesTest {
    private static final Path ROOT = Path.of(System.getProperty("millrace.root.dir", ".."));
    private static final Pattern SNIPPET =
            Pattern.compile("(?:<!-- (\\S+) -->\\n)?```(?:java|xml)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern CODE = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Set<String> NO_PAGES_IN = Set.of("target", "node_modules", "src");

    @TestFactory
    Stream<DynamicTest> everyPage() throws IOException {
        List<Path> pages = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean skipped = NO_PAGES_IN.contains(name) || name.length() > 2 && name.startsWith(".");
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(pages).hasSizeGreaterThan(15);
        return pages.stream()
                .sorted()
                .map(page -> DynamicTest.dynamicTest(ROOT.relativize(page).toString(), () -> check(page)));
    }

    /** Every page of the docs is listed on the first one. */
    @Test
    void theFirstPageLeadsToAllOthers() throws IOException {
        String first = Files.readString(ROOT.resolve("docs/README.md"));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            assertThat(docs.map(page -> page.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
                    .allSatisfy(name -> assertThat(first).contains("](" + name + ")"));
        }
    }

    private static void check(Path page) throws IOException {
        String text = Files.readString(page);
        Matcher snippet = SNIPPET.matcher(text);
        while (snippet.find()) {
            String source = snippet.group(1);
            assertThat(source).as("the source of:\n%s", snippet.group(2)).isNotNull();
            assertThat(plain(Files.readString(ROOT.resolve(source)).replace("@project.version@", version())))
                    .as("%s in %s", page.getFileName(), source)
                    .contains(plain(snippet.group(2)));
        }
        checkErrorCodes(page, text);
        Matcher link = LINK.matcher(CODE.matcher(text).replaceAll(""));
        while (link.find()) {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            assertThat(target).as("a link of %s", page.getFileName()).exists();
            if (link.group(2) != null) {
                assertThat(headings(target))
                        .as("a link of %s", page.getFileName())
                        .contains(link.group(2));
            }
        }
    }

    private static void checkErrorCodes(Path page, String text) throws IOException {
        String known = Files.readString(ROOT.resolve("docs/error-codes.md"));
        Matcher code = Pattern.compile("MR-\\d{4}").matcher(text);
        while (code.find()) {
            assertThat(known).as("a code of %s", page.getFileName()).contains("| " + code.group() + " |");
        }
    }

    /** As a browser is led to them: lower case, hyphens for blanks, no punctuation. */
    private static List<String> headings(Path page) throws IOException {
        return CODE.matcher(Files.readString(page))
                .replaceAll("")
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String version() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>")
                .matcher(Files.readString(ROOT.resolve("framework-bom/pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    /** Without indentation and empty lines: a page shows a part of a class further left. */
    private static String plain(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
