package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that is compiled, changed, and compiled again. */
class CommittedManifestTest {
    private static final String COPY = "cp target/classes/META-INF/millrace/tally.json src/main/millrace/tally.json";
    private static final String BEFORE =
            """
            package shop;
            import io.micronaut.configuration.kafka.annotation.*;
            import io.millrace.api.*;
            @StatefulListener("tally")
            record Tally(
                LongState count,
                @State(ttl = "1d") ValueState<Seen> seen) {
              record Seen(long at, String where) {}
              @Topic("in") void on(@KafkaKey String key, String value) { count.add(1); }
            }
            """;

    @TempDir
    Path project;

    private Path classes;
    private Path committed;

    @BeforeEach
    void folders() throws IOException {
        classes = Files.createDirectories(project.resolve("target/classes"));
        committed = project.resolve("src/main/millrace/tally.json");
    }

    private Compilation compile(String source) {
        return Compilation.of(classes, Map.of("shop/Tally.java", source), "-Amillrace.serdeable=off");
    }

    private void commit() throws IOException {
        Files.createDirectories(committed.getParent());
        Files.copy(classes.resolve("META-INF/millrace/tally.json"), committed);
    }

    @Test
    void withoutACommittedCopyTheWayToOneIsShown() {
        Compilation first = compile(BEFORE);
        assertThat(first.success()).isTrue();
        assertThat(first.said(Diagnostic.Kind.WARNING))
                .containsExactly(
                        "Tally.java:5: MR-0170: no manifest of listener 'tally' is committed, so that a change of"
                                + " its state would go unseen: mkdir -p src/main/millrace && " + COPY);
    }

    @Test
    void whatIsUnchangedIsNotSpokenOf() throws IOException {
        compile(BEFORE);
        commit();
        assertThat(compile(BEFORE).diagnostics()).isEmpty();
    }

    @Test
    void everyDifferenceIsAnErrorOnItsLineAndTheNewFileIsThereToBeCopied() throws IOException {
        compile(BEFORE);
        commit();
        String after = BEFORE.replace("LongState count", "LongState sum")
                .replace("count.add", "sum.add")
                .replace("ttl = \"1d\"", "ttl = \"2d\"")
                .replace("String where", "int zone");

        Compilation changed = compile(after);

        String accept = "; to accept all changes: " + COPY;
        assertThat(changed.success()).isFalse();
        assertThat(changed.said(Diagnostic.Kind.ERROR))
                .containsExactlyInAnyOrder(
                        "Tally.java:6: MR-0171: store 'sum' is new: it is empty for every key; if it had another name, keep"
                                + " that: @State(\"old-name\")" + accept,
                        "Tally.java:5: MR-0171: store 'count' is gone: what it holds is no longer used; if it was renamed,"
                                + " keep its name: @State(\"count\")" + accept,
                        "Tally.java:7: MR-0171: store 'seen': ttlMs was 86400000 and is 172800000: it counts from the last"
                                + " write, of what is stored too" + accept,
                        "Tally.java:7: MR-0171: store 'seen': shop.Tally.Seen's component zone is new: it is null or 0 in"
                                + " what is already written" + accept,
                        "Tally.java:7: MR-0171: store 'seen': shop.Tally.Seen's component where is gone: what is written of"
                                + " it is left out" + accept);

        Files.delete(committed);
        commit();
        assertThat(compile(after).success()).isTrue();
    }

    @Test
    void aRenamedStoreThatKeepsItsNameIsNoDifference() throws IOException {
        compile(BEFORE);
        commit();
        assertThat(compile(BEFORE.replace("LongState count", "@State(\"count\") LongState sum")
                                .replace("count.add", "sum.add"))
                        .diagnostics())
                .isEmpty();
    }

    @Test
    void aDamagedCopyIsSaidToBeOne() throws IOException {
        compile(BEFORE);
        commit();
        Files.writeString(committed, "{}");
        assertThat(compile(BEFORE).said(Diagnostic.Kind.ERROR))
                .containsExactly(
                        "Tally.java:5: MR-0172: src/main/millrace/tally.json cannot be read (not a manifest: field"
                                + " 'format' must be a Long but is null): " + COPY);
    }

    /** Tests have listeners that nobody deploys. */
    @Test
    void onlyMainClassesAreCompared() throws IOException {
        classes = Files.createDirectories(project.resolve("target/test-classes"));
        assertThat(compile(BEFORE).diagnostics()).isEqualTo(List.of());
    }
}
