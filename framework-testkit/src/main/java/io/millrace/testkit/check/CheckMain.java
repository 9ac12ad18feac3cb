package io.millrace.testkit.check;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks history files from a command line. */
public final class CheckMain {
    private static final int HOLDS = 0;
    private static final int VIOLATED = 1;
    private static final int UNUSABLE = 2;
    private static final String HELP =
            """
            Checks histories of a run against the exactly-once guarantees.

            java -cp <class path> io.millrace.testkit.check.CheckMain [--require G1,G2,...] <file or folder>...

              <file or folder>  history files of one run; a folder stands for all .jsonl files in it
              --require         guarantees of which the history must tell something; 'all' for all of them
              --help            this text

            Exit code 0: nothing is violated. 1: something is, or the history tells nothing of a required guarantee.
            2: the history cannot be read, or the command line is wrong.
            """;

    private CheckMain() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(HELP);
            return HOLDS;
        }
        try {
            List<Path> paths = new ArrayList<>();
            List<Guarantee> required = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                if (argument.equals("--require") && i + 1 < arguments.size()) {
                    required.addAll(required(arguments.get(++i)));
                } else if (argument.startsWith("-")) {
                    throw new IllegalArgumentException("MR-0913 '" + argument + "' is not understood; try --help");
                } else {
                    paths.add(Path.of(argument));
                }
            }
            if (paths.isEmpty()) {
                throw new IllegalArgumentException("MR-0913 no history file is named; try --help");
            }
            return report(Checker.check(HistoryReader.read(paths)), required, out);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            err.println(e.getMessage());
            return UNUSABLE;
        }
    }

    private static List<Guarantee> required(String ids) {
        return ids.equals("all")
                ? Guarantees.ALL
                : Arrays.stream(ids.split(",")).map(Guarantees::of).toList();
    }

    private static int report(Report report, List<Guarantee> required, PrintStream out) {
        out.print(report);
        List<Guarantee> missing = new ArrayList<>(required);
        missing.retainAll(report.unseen());
        missing.forEach(guarantee -> out.println("required, but the history tells nothing of it: " + guarantee));
        return report.holds() && missing.isEmpty() ? HOLDS : VIOLATED;
    }
}
