package io.millrace.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.demo.input.Generator;
import io.millrace.demo.input.Lines;
import io.millrace.demo.problem.Problem;
import io.millrace.demo.report.Report;
import io.millrace.demo.run.Plan.Guarantee;
import io.millrace.demo.run.Plan.Membership;
import io.millrace.demo.truth.LogisticModel;
import io.millrace.demo.truth.ModelInput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver against a real broker and a stand-in for the service that can be told to cheat. */
class RunTest {
    private static final String MAIN = "millrace.demo.service.main";
    private static final int SIZE = 4_000;

    @TempDir
    private Path dir;

    private Moves moves = new Moves.None();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void forget() {
        System.clearProperty(MAIN);
        System.clearProperty(ServiceLauncher.CLASS_PATH);
    }

    @Test
    void anHonestServiceIsExactThroughAKill() throws InterruptedException {
        Report report = run(StandIn.class, 2, new Kills.Once(30));
        assertThat(report.exact()).isTrue();
        assertThat(report.lines())
                .contains("features exact: yes")
                .anyMatch(line -> line.contains("4,000 of 4,000 equal, each exactly once"))
                .anyMatch(line -> line.contains("restarts survived  1, "));
        try (Lines kills = Lines.open(dir.resolve("out/kills.csv"))) {
            assertThat(kills.next())
                    .isEqualTo("time,replica,exit_status,input_records_pending,open_transaction_left,records_replayed");
            assertThat(kills.next()).containsPattern(",replica-1,137,[1-9]\\d*,(yes|no),[1-9]\\d*$");
            assertThat(kills.next()).isNull();
        }
    }

    @Test
    void aReplicaIsRestartedInOrderWhileInputFlows() throws InterruptedException {
        moves = new Moves.RollingRestart(Duration.ofMillis(300));
        Report report = run(StandIn.class, 1, new Kills.None());
        assertThat(report.exact()).isTrue();
        assertThat(report.lines())
                .contains("  restarts survived  none asked for")
                .anyMatch(line -> line.contains("replica-1 restarted: ") && line.contains("1 tasks moved"))
                .anyMatch(line -> line.contains("stand-in 0: replica-1 to replica-1 in "))
                .anyMatch(line -> line.startsWith("  longest output gap "));
    }

    @Test
    void stepsThatTheInputDidNotLastForAreToldAndSpoilTheRun() throws InterruptedException {
        moves = new Moves.Scale(List.of(new Moves.Step(2, Duration.ofHours(1))));
        Plan.Feed tooShort = new Plan.Feed("generated", new Generator(7).take(SIZE), 0, Optional.empty());
        Report report = run(StandIn.class, 1, new Kills.None(), tooShort);
        assertThat(report.exact()).isFalse();
        assertThat(report.lines()).anyMatch(line -> line.contains("the input was used up before"));
    }

    @Test
    void doubledFeaturesAreNoticed() throws InterruptedException {
        Report report = run(StandIn.Doubling.class, 1, new Kills.None());
        assertThat(report.exact()).isFalse();
        assertThat(report.lines())
                .contains("features exact: no")
                .anyMatch(line -> line.contains("4 more than once"))
                .anyMatch(line -> line.contains("tx 7: more than once"));
    }

    @Test
    void aReplicaIsArmedAndDiesWhereItShould() throws InterruptedException {
        Report report = run(StandIn.class, 1, new Kills.At(CrashPoint.AFTER_SEND_OFFSETS, 1));
        assertThat(report.exact()).isTrue();
        assertThat(report.lines())
                .anyMatch(
                        line -> line.startsWith("  crash point        AFTER_SEND_OFFSETS@1: killed and started again"))
                .anyMatch(line -> line.contains("restarts survived  2, "));
    }

    @Test
    void aServiceThatEndsByItselfEndsTheRunWithItsLastWords() {
        assertThatThrownBy(() -> run(StandIn.Crashing.class, 1, new Kills.None()))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("MR-0808 replica-1 ended by itself with status 1")
                .hasMessageContaining("crashing as asked");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("state and logs are kept in");
    }

    @Test
    void aBrokersAddressThatCannotBeIsAProblemAndNoVerdict() {
        assertThatThrownBy(() -> Cluster.at("nonsense"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("MR-0807 no broker answers at nonsense (Invalid url in bootstrap.servers")
                .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS");
    }

    /** Moves need input all the while. */
    private Plan.Feed feed() {
        Generator generator = new Generator(7);
        return new Plan.Feed(
                "generated",
                generator.take(SIZE),
                moves.any() ? 4_000 : 0,
                moves.any() ? Optional.of(generator) : Optional.empty());
    }

    private Report run(Class<?> service, int replicas, Kills kills) throws InterruptedException {
        return run(service, replicas, kills, feed());
    }

    private Report run(Class<?> service, int replicas, Kills kills, Plan.Feed feed) throws InterruptedException {
        System.setProperty(MAIN, service.getName());
        System.setProperty(ServiceLauncher.CLASS_PATH, System.getProperty("java.class.path"));
        LogisticModel model = new LogisticModel(-3, List.of(new LogisticModel.Term(ModelInput.TX_AMOUNT, 50, 40, 1.5)));
        Plan plan = new Plan(
                feed,
                new Plan.Scoring(model, Optional.empty(), SIZE / 2, new TreeMap<>(), Set.of()),
                new Plan.Service(replicas, 2, Membership.STATIC, Guarantee.EXACTLY_ONCE, moves),
                kills,
                1,
                new Plan.Place(dir.resolve("runs"), Optional.of(dir.resolve("out")), false));
        return new Run(plan, new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false)).execute();
    }
}
