package io.millrace.chaos;

import io.millrace.chaos.cluster.Program;
import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.scenario.Row;
import io.millrace.chaos.scenario.Scenario;
import io.millrace.chaos.scenario.Scenarios;
import io.millrace.chaos.streams.StreamsPrograms;
import io.millrace.chaos.trial.Outcome;
import io.millrace.dev.DevBrokerException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The entry point. Exit status 0 only if everything holds. */
@Command(
        name = "./chaos",
        mixinStandardHelpOptions = true,
        version = "Millrace fault harness",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Injects faults into real brokers and replicas while records are fed, and checks that every record has "
                    + "counted exactly once.",
            ""
        },
        exitCodeOnExecutionException = Chaos.UNFINISHED,
        exitCodeOnInvalidInput = Chaos.BAD_COMMAND,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything holds",
            "1:something does not",
            "2:wrong command line",
            "3:the run could not be finished"
        })
public final class Chaos implements Callable<Integer> {
    /** System property: the folder in which runs keep their artefacts. */
    static final String RUNS = "millrace.chaos.runs";
    /** System property: the page that holds the table of results. */
    static final String PAGE = "millrace.chaos.page";

    private static final int VIOLATED = 1;
    static final int BAD_COMMAND = 2;
    static final int UNFINISHED = 3;

    private final PrintStream out;

    @Parameters(
            arity = "0..*",
            paramLabel = "FAULT",
            description = "names or numbers of the faults to inject, one after the other; see --list")
    private List<String> faults = List.of();

    @Option(names = "--list", description = "list all faults: what is done, what must hold, how long it takes")
    private boolean list;

    @Option(names = "--all", description = "inject all of them in order, and write the tables of docs/reliability.md")
    private boolean all;

    @Option(names = "--table", description = "write the results of the named faults into those tables, too")
    private boolean table;

    @Option(
            names = "--against",
            paramLabel = "PROGRAM",
            description = "inject them into Kafka Streams instead, for comparison: streams, or streams-standby with a "
                    + "standby replica; only kill, zombie, stall and upstream")
    private @Nullable String against;

    @Option(
            names = "--seed",
            description = "of the inputs, and of what is done when (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--minutes",
            description = "about how long faults are injected; each has a least time of its own "
                    + "(default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int minutes;

    @Option(names = "--keep", description = "keep histories, logs and state of runs in which everything holds, too")
    private boolean keep;

    Chaos(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(commandLine(new Chaos(out)).execute(args));
    }

    static CommandLine commandLine(Chaos chaos) {
        return new CommandLine(chaos).setExecutionExceptionHandler((failure, failed, parsed) -> {
            if (failure instanceof Problem || failure instanceof DevBrokerException) {
                failed.getErr().println(failure.getMessage());
                boolean command = failure instanceof Problem problem && problem.code() == Problem.Code.COMMAND;
                return command ? BAD_COMMAND : UNFINISHED;
            }
            throw failure;
        });
    }

    @Override
    public Integer call() {
        if (list) {
            Scenarios.ALL.forEach(scenario -> print(scenario.row()));
            return 0;
        }
        if (minutes < 1 || all != faults.isEmpty()) {
            throw new Problem(
                    Problem.Code.COMMAND, "name a fault, or --all; --minutes is 1 or more. Try --list and --help");
        }
        Program program = against == null ? Program.MILLRACE : StreamsPrograms.of(against);
        Map<Row, @Nullable Outcome> results = new LinkedHashMap<>();
        chosen(program).forEach(scenario -> results.put(scenario.row(), run(scenario, program)));
        if (all || table) {
            write(program, results);
        }
        if (results.containsValue(null)) {
            return UNFINISHED;
        }
        return results.values().stream().allMatch(outcome -> outcome != null && outcome.holds()) ? 0 : VIOLATED;
    }

    private List<Scenario> chosen(Program program) {
        List<Scenario> possible = Scenarios.ALL.stream()
                .filter(scenario -> program.isOurs() || scenario.comparable())
                .toList();
        if (all) {
            return possible;
        }
        List<Scenario> chosen = faults.stream().map(Scenarios::of).toList();
        for (Scenario scenario : chosen) {
            if (!possible.contains(scenario)) {
                throw new Problem(
                        Problem.Code.COMMAND,
                        scenario.row().name() + " is not compared with " + program.name() + "; these are: "
                                + possible.stream()
                                        .map(each -> each.row().name())
                                        .collect(Collectors.joining(", ")));
            }
        }
        return chosen;
    }

    private static void write(Program program, Map<Row, @Nullable Outcome> results) {
        Page page = new Page(Path.of(System.getProperty(PAGE, "docs/reliability.md")));
        if (program.isOurs()) {
            new ResultsTable(page).write(results);
        }
        new ComparisonTable(page).write(program, results);
    }

    private void print(Row row) {
        out.printf("%2d %-12s %s%n", row.number(), row.name(), row.fault());
        out.printf("   %-12s must hold: %s%n", "about " + row.seconds() + " s", row.holds());
    }

    private @Nullable Outcome run(Scenario scenario, Program program) {
        Row row = scenario.row();
        out.printf("%n== %d %s: %s (%s, seed %d)%n", row.number(), row.name(), row.fault(), program.name(), seed);
        long started = System.nanoTime();
        Runner runner = new Runner(
                program,
                Path.of(System.getProperty(RUNS, "chaos-harness/target/runs")),
                keep,
                line -> out.printf("%5.1f s  %s%n", (System.nanoTime() - started) / 1e9, line));
        try {
            Outcome outcome = runner.run(scenario, seed, minutes);
            outcome.lines().forEach(out::println);
            out.printf("== %d %s: %s%n", row.number(), row.name(), outcome.verdict());
            return outcome;
        } catch (Problem | DevBrokerException unfinished) {
            if (!all) {
                throw unfinished;
            }
            out.println(unfinished.getMessage());
            return null;
        }
    }
}
