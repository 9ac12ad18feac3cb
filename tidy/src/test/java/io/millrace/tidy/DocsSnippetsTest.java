package io.millrace.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Java in the docs is Java of the build: a block begins with {@code // from: path#region} and holds what stands in that file
 * between {@code // region name} and {@code // endregion}.
 */
class DocsSnippetsTest {
    private static final Path ROOT = Path.of(System.getProperty("millrace.root.dir", ".."));
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FROM = Pattern.compile("// from: (\\S+)#(\\S+)\n");

    /** With {@code -Dmillrace.docs.write=true} the blocks are written anew; look at the difference and commit it. */
    @Test
    void blocksAreWhatTheirSourceSays() throws IOException {
        List<String> offenders = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            String right = BLOCK.matcher(text).replaceAll(block -> Matcher.quoteReplacement(block(block.group(1))));
            if (!right.equals(text) && Boolean.getBoolean("millrace.docs.write")) {
                Files.writeString(page, right);
            } else if (!right.equals(text)) {
                assertThat(text)
                        .as("%s: run again with -Dmillrace.docs.write=true", Sources.name(page))
                        .isEqualTo(right);
            }
            BLOCK.matcher(text).results().forEach(block -> {
                if (!FROM.matcher(block.group(1)).lookingAt()) {
                    offenders.add(Sources.name(page) + ": "
                            + block.group(1).lines().findFirst().orElse(""));
                }
            });
        }
        assertThat(offenders).as("Java that nothing compiles").isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static String block(String old) {
        Matcher from = FROM.matcher(old);
        String fresh = from.lookingAt() ? from.group() + region(ROOT.resolve(from.group(1)), from.group(2)) : old;
        return "```java\n" + fresh + "```";
    }

    private static String region(Path file, String name) {
        Pattern region =
                Pattern.compile("// region " + Pattern.quote(name) + "\n(.*?)\n *// endregion", Pattern.DOTALL);
        Matcher found = region.matcher(Sources.text(file));
        assertThat(found.find()).as("region %s in %s", name, Sources.name(file)).isTrue();
        return found.group(1).stripIndent() + "\n";
    }
}
