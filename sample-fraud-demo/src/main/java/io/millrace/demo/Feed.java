package io.millrace.demo;

import io.millrace.demo.input.Generator;
import io.millrace.demo.problem.Problem;
import io.millrace.demo.run.LiveFeed;
import io.millrace.demo.truth.Transaction;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Feeds a service that was started by other means: what docker-compose.yml runs beside the replicas. */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Only feeds: sends generated transactions and their labels to the topics transactions and labels "
                        + "of a broker, until it is stopped. The topics must be there, with retention.ms=-1: the stream begins in 2024.")
final class Feed implements Callable<Integer> {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS}",
            description = "The broker (default: the variable KAFKA_BOOTSTRAP_SERVERS).")
    @Nullable
    String bootstrapServers;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "Transactions per second (default ${DEFAULT-VALUE}); 0 is full speed. A thousand are about a "
                    + "day of their time.")
    double rate;

    @Option(names = "--limit", paramLabel = "N", description = "Ends after N transactions.")
    @Nullable
    Long limit;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the stream (default ${DEFAULT-VALUE}).")
    long seed;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        String servers = bootstrapServers;
        if (servers == null || servers.isBlank()) {
            throw new Problem(
                    Problem.Code.OPTIONS, "no broker named: set KAFKA_BOOTSTRAP_SERVERS, or --bootstrap-servers");
        }
        if (rate < 0 || (limit != null && limit < 1)) {
            throw new Problem(Problem.Code.OPTIONS, "--rate must not be negative, --limit at least 1");
        }
        say("feeding transactions " + (rate == 0 ? "at full speed" : "at " + rate + "/s") + " to " + servers);
        LiveFeed.run(servers, transactions(), Generator.BEGINNING, rate);
        return 0;
    }

    private Iterator<Transaction> transactions() {
        Generator generator = new Generator(seed);
        return limit == null
                ? generator
                : Stream.generate(generator::next).limit(limit).iterator();
    }

    private void say(String line) {
        if (spec != null) {
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        }
    }
}
