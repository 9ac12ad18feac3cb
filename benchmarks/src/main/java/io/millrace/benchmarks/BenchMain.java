package io.millrace.benchmarks;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./bench}: side-by-side measurements. */
@Command(
        name = "bench",
        description = "Measures Millrace side by side with Kafka Streams and with a bare client loop.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "  codecs  Compares codecs for stored state: speed (JMH, whose options it",
            "            takes), size, and what each makes of damaged bytes.",
            "  window-costs",
            "          What a record costs in each kind of window (JMH, whose options it takes)."
        },
        subcommands = {ReadModifyWriteCommand.class, WindowsCommand.class})
public final class BenchMain {

    private BenchMain() {}

    public static void main(String[] args) {
        // Numbers in reports and SVG must not follow the reader's locale.
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new BenchMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
