package io.millrace.demo;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.report.Report;
import io.millrace.demo.run.Kills;
import io.millrace.demo.run.Moves;
import io.millrace.demo.run.Plan.Guarantee;
import io.millrace.demo.run.Plan.Membership;
import io.millrace.demo.run.Run;
import io.millrace.demo.run.Screen;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The entry point: options in, report out. Exit status 0 only if everything is exact. */
@Command(
        name = "./demo",
        mixinStandardHelpOptions = true,
        version = "Millrace fraud detector demo",
        sortOptions = false,
        subcommands = Feed.class,
        customSynopsis = {
            "./demo [OPTION...]",
            "       ./demo --input FILE [--digests FILE --skip FILE] [--model FILE] [OPTION...]",
            "       ./demo feed [OPTION...]%n"
        },
        usageHelpAutoWidth = true,
        description = {
            "Feeds card transactions to the fraud detector, kills its replicas on the way, and compares what comes out "
                    + "with the exact answer.",
            "",
            "Without options: starts a broker, generates about 60,000 transactions, runs two replicas, kills one on "
                    + "the way, measures latency for 20 s at a quarter of the measured throughput, and reports."
        },
        exitCodeOnExecutionException = Demo.UNFINISHED,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything exact, each transaction exactly once",
            "1:something is not",
            "2:wrong options or a broken file; nothing was started",
            "3:the run could not be finished"
        },
        footerHeading = "%n",
        footer = {
            "  KAFKA_BOOTSTRAP_SERVERS  use this broker instead of starting one; what the",
            "                           demo creates there is removed, unless --keep"
        })
public final class Demo implements Callable<Integer> {
    /** System property: the folder in which runs keep their data. */
    static final String WORK = "millrace.demo.work";
    /** System property: whether the output is a terminal, which Java 17 cannot tell by itself. */
    static final String TERMINAL = "millrace.demo.terminal";

    private static final int NOT_EXACT = 1;
    private static final int BAD_INPUT = 2;
    static final int UNFINISHED = 3;

    private final PrintStream out;

    @Mixin
    private Options options = new Options();

    Demo(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(commandLine(new Demo(out)).execute(args));
    }

    static CommandLine commandLine(Demo demo) {
        CommandLine command = new CommandLine(demo);
        var usage = command.getCommandSpec().usageMessage();
        usage.footer(Stream.concat(
                        Stream.concat(
                                Stream.of("Crash points, and what brings a replica there:"), KillAt.help().stream()),
                        Stream.concat(Stream.of("", "Environment:"), Stream.of(usage.footer())))
                .toArray(String[]::new));
        return command.setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Kills.class, KillEvery::parse)
                .registerConverter(KillAt.class, KillAt::parse)
                .registerConverter(Moves.Scale.class, ScaleSteps::parse)
                .registerConverter(Membership.class, text -> choice(Membership.values(), text))
                .registerConverter(Guarantee.class, text -> choice(Guarantee.values(), text))
                .setExecutionExceptionHandler((failure, failed, parsed) -> {
                    if (failure instanceof Problem problem) {
                        failed.getErr().println(problem.getMessage());
                        return exitStatus(problem);
                    }
                    throw failure;
                });
    }

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = new Screen(out, Boolean.getBoolean(TERMINAL));
        Path work = Path.of(System.getProperty(WORK, System.getProperty("java.io.tmpdir")));
        Planner planner = new Planner(options, work);
        if (options.death.at != null && options.severalRuns()) {
            boolean exact = new CrashTour(planner, screen, out).visit(options.death.at.points());
            out.println(Report.total(screen.elapsed()));
            return exact ? 0 : NOT_EXACT;
        }
        Report report = new Run(planner.plan(), screen).execute();
        out.println();
        report.lines().forEach(out::println);
        out.println(Report.total(screen.elapsed()));
        return report.exact() ? 0 : NOT_EXACT;
    }

    private static int exitStatus(Problem problem) {
        return switch (problem.code()) {
            case COLUMNS, LINE, ORDER, FILE, COMPANION, OPTIONS -> BAD_INPUT;
            case BROKER, SERVICE, STALLED -> UNFINISHED;
        };
    }

    /** The value that prints as this text. */
    private static <E extends Enum<E>> E choice(E[] values, String text) {
        for (E value : values) {
            if (value.toString().equals(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException("expected one of " + List.of(values) + ", found \"" + text + "\"");
    }
}
