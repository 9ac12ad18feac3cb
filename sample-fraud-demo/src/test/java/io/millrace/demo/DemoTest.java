package io.millrace.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.demo.run.CrashPoint;
import io.millrace.demo.run.Kills;
import io.millrace.demo.run.Moves;
import io.millrace.demo.run.Plan;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoTest {
    @TempDir
    private Path dir;

    private final StringWriter said = new StringWriter();
    private final StringWriter complained = new StringWriter();

    @Test
    void helpNamesEveryOption() {
        assertThat(execute("--help")).isZero();
        assertThat(said.toString())
                .contains("--input=FILE", "--digests", "--skip", "--model", "--replicas", "--kill-every", "--kill-at")
                .contains(
                        "--membership",
                        "--rate",
                        "--scale",
                        "--rolling-restart",
                        "--guarantee",
                        "--seed",
                        "--out",
                        "--keep",
                        "--partitions")
                .contains(
                        "--limit",
                        "Crash points",
                        "BETWEEN_TIMER_SLICES",
                        "SIGTERM",
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "Exit status");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --digests d                        | --digests needs --input
            --input x --skip s                 | --skip needs --digests
            --replicas 0                       | --replicas must be at least 1
            --kill-every 5% --kill-at lost     | choose one
            --kill-every 5                     | expected a time such as 10s or a share such as 5%
            --scale 2                          | expected N@TIME[,N@TIME...]
            --scale 0@5s                       | at least one replica, found "0@5s"
            --scale 2@20s,3@10s                | expected each step later than the one before it, found "2@20s,3@10s"
            --scale 2@5s --rolling-restart     | --scale and --rolling-restart: choose one
            --rolling-restart --kill-every 5s  | leave --kill-every and --kill-at out
            --kill-every 0s                    | expected a time such as 10s or a share such as 5%
            --kill-at lost@0                   | expected NAME or NAME@N
            --kill-at x                        | expected all or one of [ASSIGNED,
            --kill-at all --replicas 1         | --replicas must be at least 2
            --membership loose                 | expected one of [static, dynamic, consumer], found "loose"
            --guarantee once                   | expected one of [exactly-once, at-least-once], found "once"
            --input no-such-file               | MR-0804 there is no file
            --limit 0                          | --limit must be at least 1
            --limit 1000 --out /dev/null/x     | MR-0804 the folder /dev/null/x cannot be made
            feed --bootstrap-servers= --rate 5 | MR-0806 no broker named: set KAFKA_BOOTSTRAP_SERVERS
            feed --bootstrap-servers x --rate -1 | --rate must not be negative
            feed --bootstrap-servers x --limit 0 | --limit at least 1
            """)
    void whatMakesNoSenseIsRefusedBeforeAnythingStarts(String arguments, String complaint) {
        System.setProperty(Demo.WORK, dir.toString());
        try {
            assertThat(execute(arguments.strip().split(" +"))).isEqualTo(2);
        } finally {
            System.clearProperty(Demo.WORK);
        }
        assertThat(complained.toString()).contains(complaint);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void stepsOfScalingAreRead() {
        Moves.Scale steps = ScaleSteps.parse("2@20s,3@1.5m,1@120000ms");
        assertThat(steps.steps())
                .containsExactly(
                        new Moves.Step(2, Duration.ofSeconds(20)),
                        new Moves.Step(3, Duration.ofSeconds(90)),
                        new Moves.Step(1, Duration.ofMinutes(2)));
        assertThat(steps.replicasMax(1)).isEqualTo(3);
        assertThat(steps.replicasMax(5)).isEqualTo(5);
    }

    /** Replicas that come and go need input all the while: a generated stream is slowed down, and never ends. */
    @Test
    void whatMovesIsPlannedUnderLoad() {
        Options options = new Options();
        options.motion.rollingRestart = true;
        options.input.limit = 2_000L;
        options.service.replicas = 2;
        options.service.partitions = 4;
        Plan plan = new Planner(options, dir).plan();
        assertThat(plan.service().moves()).isInstanceOf(Moves.RollingRestart.class);
        assertThat(plan.kills()).isEqualTo(new Kills.None());
        assertThat(plan.feed().rate()).isEqualTo(2_000);
        assertThat(plan.feed().more()).isPresent();
    }

    @Test
    void killRulesAreRead() {
        assertThat(KillEvery.parse("5%")).isEqualTo(new Kills.EveryPercent(5));
        assertThat(KillEvery.parse("1.5s")).isEqualTo(new Kills.Every(Duration.ofMillis(1_500)));
        assertThat(KillEvery.parse("2m")).isEqualTo(new Kills.Every(Duration.ofMinutes(2)));
        assertThat(KillAt.parse("after-flush").points()).containsExactly(new Kills.At(CrashPoint.AFTER_FLUSH, 1));
        assertThat(KillAt.parse("LOST@12").points()).containsExactly(new Kills.At(CrashPoint.LOST, 12));
        assertThat(KillAt.parse("all").points()).extracting(Kills.At::point).containsExactly(CrashPoint.values());
        assertThatThrownBy(() -> KillAt.parse("@3")).hasMessageContaining("expected all or one of [ASSIGNED, ");
    }

    private int execute(String... arguments) {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        CommandLine command = Demo.commandLine(new Demo(out));
        return command.setOut(new PrintWriter(said))
                .setErr(new PrintWriter(complained))
                .execute(arguments);
    }
}
