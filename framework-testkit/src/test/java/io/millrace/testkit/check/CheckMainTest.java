package io.millrace.testkit.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.check.Declared.Form;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: what it prints, and its exit code. */
class CheckMainTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return CheckMain.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private void write(long found) {
        try (HistoryWriter writer = HistoryWriter.open(folder.resolve("run.jsonl"), "driver", () -> 5)) {
            writer.add(new Declared.Reads("tally", "in", false, -1));
            writer.add(new Declared.Writes("tally", "out", Form.FOLD));
            writer.add(new Logged.Fed("in", 0, 0, 7, "k", 1, 10, 1_000, false));
            writer.add(new Observed.Killed("r1"));
            writer.add(new Observed.Seen("out", 0, 0, 7, "k", 1, Chain.next(0, 7, 0, 0)));
            writer.add(new Observed.Committed("tally", "in", 0, "t1", 1, 0, 1, -1, 1_000, 1_000, Event.NONE));
            writer.add(new Logged.Output(
                    "tally", "out", 0, 0, "t1", 7, "k", 1_000, 0, 0, 1, found, Chain.next(0, 7, 0, 0)));
        }
    }

    @Test
    void zeroIfNothingIsViolated() {
        write(10);
        assertThat(run(folder.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("G2   fold         holds")
                .contains("G7   quiescence   not seen")
                .contains("kill of r1: next output seen after 0 ms");
    }

    @Test
    void oneIfSomethingIs() {
        write(11);
        assertThat(run(folder.resolve("run.jsonl").toString())).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("G2   fold         1 WRONG")
                .contains("about    listener tally, key k, uid 7, transaction t1, at out/0@0")
                .contains("expected n 1, sum 10, chain")
                .contains("found    n 1, sum 11, chain")
                .contains("4  driver     fed ")
                .doesNotContain("  7  driver     committed");
    }

    @Test
    void oneIfTheHistoryTellsNothingOfWhatIsRequired() {
        write(10);
        assertThat(run("--require", "G1,G2,G3", folder.toString())).isZero();
        assertThat(run("--require", "G1,G7", folder.toString())).isEqualTo(1);
        assertThat(run("--require", "all", folder.toString())).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("tells nothing of it: G7 quiescence");
    }

    @Test
    void twoIfItCannotBeChecked() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--loud", "x")).isEqualTo(2);
        assertThat(run("--require", "G99", folder.toString())).isEqualTo(2);
        assertThat(run(folder.toString())).isEqualTo(2);
        assertThat(run(folder.resolve("absent.jsonl").toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .extracting(line -> line.substring(0, 7))
                .containsExactly("MR-0913", "MR-0913", "MR-0912", "MR-0910", "MR-0910");
    }

    @Test
    void helpTellsHow() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--require").contains("Exit code");
    }
}
