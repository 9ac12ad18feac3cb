package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The checks are worth what they find: each wrong engine must be found out, within so many seeds or by its story. Prints the
 * kill table; {@code -Dmillrace.mutant=NAME} hunts one, {@code -Dmillrace.mutant.seeds=N} for longer.
 */
class MutantTest {
    private static final int SEEDS_MAX = 200;
    private static final String SURVIVED = "SURVIVED";
    private static final Path PAGE = Path.of("../docs/kill-table.md");

    @Test
    void everyMutantIsKilled() {
        String only = System.getProperty("millrace.mutant", "");
        Map<Mutant, String> table = new LinkedHashMap<>();
        for (Mutant mutant : Mutant.values()) {
            if (only.isEmpty() || mutant.name().equals(only)) {
                table.put(mutant, mutant.story() == null ? hunted(mutant) : told(mutant));
            }
        }
        StringBuilder text = new StringBuilder("kill table: " + table.size() + " wrong engines\n");
        table.forEach((mutant, how) -> text.append(String.format("  %-40s %s%n", mutant, how)));
        System.out.println(text);
        assertThat(table).doesNotContainValue(SURVIVED);
    }

    private static String hunted(Mutant mutant) {
        for (int i = 0; i < Integer.getInteger("millrace.mutant.seeds", SEEDS_MAX); i++) {
            long seed = mutant.firstSeed() + i;
            try {
                new SimRun(seed, mutant.options(seed)).run();
            } catch (SimViolation found) {
                return "seed " + seed + ": " + reason(found);
            }
        }
        return SURVIVED;
    }

    private static String told(Mutant mutant) {
        try {
            mutant.story().tell(mutant.mutation());
            return SURVIVED;
        } catch (AssertionError found) {
            return "story " + mutant.story() + ": " + reason(found);
        }
    }

    private static String reason(Throwable found) {
        Throwable cause = found.getCause() == null ? found : found.getCause();
        String text = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }

    /** Otherwise it kills whoever is told it. */
    @ParameterizedTest
    @EnumSource
    void theEngineAsItIsComesThrough(Story story) {
        assertThatCode(() -> story.tell(SimMutation.NONE)).doesNotThrowAnyException();
    }

    /** With {@code -Dmillrace.docs.write=true} the page is written anew; look at the difference and commit it. */
    @Test
    void thePageOfTheDocsNamesThemAll() throws IOException {
        StringBuilder page = new StringBuilder(
                """
                # Wrong engines, and what finds them out

                Written from the code. A check that has never failed is worth nothing, so the simulator's are tried on engines
                that are wrong in one way each. Each must be found out in every build, by random runs (within %d seeds
                from the one named) or by a story, told to one worker, that also the engine as it is must come through.
                `mvn -pl framework-testkit -am test -Dtest=MutantTest -Dsurefire.failIfNoSpecifiedTests=false` prints
                what gave each away.

                | the wrong engine | found by |
                |---|---|
                """
                        .formatted(SEEDS_MAX));
        for (Mutant mutant : Mutant.values()) {
            String by = mutant.story() == null
                    ? "seeds from " + mutant.firstSeed() + " on"
                    : "story: " + plain(mutant.story().name());
            page.append("| ")
                    .append(plain(mutant.name()))
                    .append(" | ")
                    .append(by)
                    .append(" |\n");
        }
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run again with -Dmillrace.docs.write=true").hasContent(page.toString());
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
