package io.millrace.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.chaos.cluster.Program;
import io.millrace.chaos.scenario.Row;
import io.millrace.chaos.scenario.Scenarios;
import io.millrace.chaos.streams.StreamsPrograms;
import io.millrace.chaos.trial.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line, and the table that it writes. */
class ChaosTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine command = Chaos.commandLine(new Chaos(new PrintStream(out, true, StandardCharsets.UTF_8)));
        return command.setErr(new PrintWriter(err)).execute(args);
    }

    @Test
    void theListNamesEveryFaultWithItsPromise() {
        assertThat(run("--list")).isZero();
        String list = out.toString(StandardCharsets.UTF_8);
        Scenarios.ALL.forEach(scenario -> assertThat(list)
                .contains(
                        scenario.row().name(),
                        scenario.row().fault(),
                        scenario.row().holds()));
    }

    @Test
    void wrongCommandLinesEndWithTwo() {
        assertThat(run("flood")).isEqualTo(2);
        assertThat(err.toString()).contains("MR-0930", "kill");
        assertThat(run()).isEqualTo(2);
        assertThat(run("kill", "--all")).isEqualTo(2);
        assertThat(run("kill", "--minutes", "0")).isEqualTo(2);
        assertThat(run("--sed", "1")).isEqualTo(2);
    }

    @Test
    void everyRowOfTheFaultTableIsInjectedOrSaidToBeMissing() {
        List<Integer> numbers = Stream.concat(
                        Scenarios.ALL.stream().map(scenario -> scenario.row().number()),
                        Scenarios.MISSING.stream().map(Row::number))
                .distinct()
                .sorted()
                .toList();
        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 26).boxed().toList());
    }

    @Test
    void theTableStandsBetweenItsMarksAndKeepsTheRest(@TempDir Path folder) throws Exception {
        Path page = folder.resolve("page.md");
        Files.writeString(
                page, "before\n" + ResultsTable.BEGIN + "\nwas here before\n" + ResultsTable.END + "\nafter\n");
        Map<Row, @Nullable Outcome> results = new LinkedHashMap<>();
        Row first = Scenarios.ALL.get(0).row();
        results.put(
                first,
                new Outcome(
                        null,
                        List.of("something is not kept"),
                        List.of(),
                        List.of(new Outcome.Recovery("taken over", 6_100), new Outcome.Recovery("taken over", 2_000)),
                        new Outcome.Figures(10, 3, 2, 60)));
        new ResultsTable(new Page(page)).write(results);
        // What is not run again stays as it was.
        new ResultsTable(new Page(page)).write(Map.of());
        assertThat(page)
                .content()
                .startsWith("before\n")
                .endsWith("after\n")
                .doesNotContain("was here before")
                .contains(
                        "| 1 | `kill` |",
                        "VIOLATED",
                        "taken over: 6.1 s at most, 2 times",
                        "10, 3, 2",
                        "| 22 |",
                        "not run yet");
    }

    @Test
    void otherProgramsRefuseWhatCannotBeCompared() {
        assertThat(run("flaky", "--against", "streams")).isEqualTo(2);
        assertThat(err.toString()).contains("MR-0930", "flaky", "kill, zombie, stall, upstream");
        assertThat(run("kill", "--against", "flood")).isEqualTo(2);
        assertThat(err.toString()).contains("--against flood", "streams, streams-standby");
    }

    @Test
    void theComparisonKeepsWhatOtherProgramsHaveDone(@TempDir Path folder) throws Exception {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "before\n" + ComparisonTable.BEGIN + "\n" + ComparisonTable.END + "\nafter\n");
        Row kill = Scenarios.of("kill").row();
        Row stall = Scenarios.of("stall").row();
        ComparisonTable table = new ComparisonTable(new Page(page));
        table.write(StreamsPrograms.of("streams"), Map.of(kill, outcome(List.of(), 12_000)));
        table.write(Program.MILLRACE, Map.of(kill, outcome(List.of(), 6_100)));
        table.write(StreamsPrograms.of("streams-standby"), Map.of(stall, outcome(List.of("a | b"), 1_000)));
        assertThat(page)
                .content()
                .startsWith("before\n")
                .endsWith("after\n")
                .contains(
                        "| 1 | `kill` | taken over: 6.1 s | yes | taken over: 12.0 s | yes | not run yet |  |",
                        "| 15 | `stall` | not run yet |  | not run yet |  | taken over: 1.0 s | no: a / b |")
                .doesNotContain("`flaky`");
    }

    private static Outcome outcome(List<String> unkept, long ms) {
        return new Outcome(
                null,
                unkept,
                List.of(),
                List.of(new Outcome.Recovery("taken over", ms)),
                new Outcome.Figures(10, 3, 2, 60));
    }
}
