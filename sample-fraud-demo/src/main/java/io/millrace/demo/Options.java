package io.millrace.demo;

import io.millrace.demo.run.Kills;
import io.millrace.demo.run.Moves;
import io.millrace.demo.run.Plan.Guarantee;
import io.millrace.demo.run.Plan.Membership;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What can be asked for on the command line, in the groups that {@code --help} shows. */
final class Options {
    @ArgGroup(exclusive = false, heading = "%nWhat is fed, and what must come out:%n")
    Input input = new Input();

    @ArgGroup(exclusive = false, heading = "%nHow the service runs:%n")
    Service service = new Service();

    @ArgGroup(exclusive = false, heading = "%nWho dies, and when:%n")
    Death death = new Death();

    @ArgGroup(exclusive = false, heading = "%nWho comes and goes, in order:%n")
    Motion motion = new Motion();

    @ArgGroup(exclusive = false, heading = "%nWhat stays:%n")
    Place place = new Place();

    /** Whether there is a run for each of several crash points. */
    boolean severalRuns() {
        return death.at != null && death.at.points().size() > 1;
    }

    static final class Input {
        @Option(
                names = "--input",
                paramLabel = "FILE",
                description = "Transactions in fdh form, CSV or gzip, instead of a generated stream. Read and checked "
                        + "to its last line, or that of --limit, before anything is started.")
        @Nullable
        Path file;

        @Option(
                names = "--digests",
                paramLabel = "FILE",
                description = "Published SHA-256 of the features per UTC day; all must be equal.")
        @Nullable
        Path digests;

        @Option(names = "--skip", paramLabel = "FILE", description = "Ids that the published digests leave out.")
        @Nullable
        Path skip;

        @Option(
                names = "--model",
                paramLabel = "FILE",
                description = "Logistic model as JSON. Without it one is fitted on the first part of the stream.")
        @Nullable
        Path model;

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "Only the first N transactions of the file; or how many to generate (60,000). "
                        + "Below about 17,000, two weeks, latency is not measured.")
        @Nullable
        Long limit;

        @Option(
                names = "--rate",
                paramLabel = "N",
                defaultValue = "0",
                description = "Transactions per second; 0 is full speed, the default.")
        double rate;

        @Option(
                names = "--seed",
                paramLabel = "S",
                defaultValue = "1",
                description = "Seed of the stream and of every choice of a victim (default ${DEFAULT-VALUE}).")
        long seed;
    }

    static final class Service {
        @Option(
                names = "--replicas",
                paramLabel = "N",
                defaultValue = "2",
                description = "Processes of the service (default ${DEFAULT-VALUE}).")
        int replicas;

        @Option(
                names = "--partitions",
                paramLabel = "N",
                defaultValue = "4",
                description = "Partitions of every topic (default ${DEFAULT-VALUE}).")
        int partitions;

        @Option(
                names = "--membership",
                paramLabel = "static|dynamic|consumer",
                defaultValue = "static",
                description =
                        "Whether a restarted replica gets its tasks back at once (default ${DEFAULT-VALUE}); "
                                + "consumer: the broker assigns (group.protocol=consumer). The session is 6 s, in a rolling restart of static members 30 s.")
        Membership membership = Membership.STATIC;

        @Option(
                names = "--guarantee",
                paramLabel = "exactly-once|at-least-once",
                defaultValue = "exactly-once",
                description = "What the service promises (default ${DEFAULT-VALUE}).")
        Guarantee guarantee = Guarantee.EXACTLY_ONCE;
    }

    static final class Death {
        @Option(
                names = "--kill-every",
                paramLabel = "DURATION|PERCENT",
                description = "kill -9 a random replica that owns running tasks while input is pending, and start it "
                        + "again at once: every 10s (500ms, 2m), or after each 5%% of the features, which is 19 times.")
        @Nullable
        Kills every;

        @Option(
                names = "--kill-at",
                paramLabel = "FAILPOINT[@N]|all",
                description = "A replica halts itself when it reaches the named crash point for the N-th time (1st): "
                        + "armed by a restart at 25%% of the features, and brought there as the list below says, "
                        + "while the feed is held back. Never reached spoils the result. all: a run for each, and a "
                        + "table at the end.")
        @Nullable
        KillAt at;
    }

    static final class Motion {
        @Option(
                names = "--scale",
                paramLabel = "N@TIME[,N@TIME...]",
                description = "Replicas are started, or asked to end (SIGTERM), so that there are N at each time, such "
                        + "as 2@20s,3@40s,1@60s; time runs from the first features record on, and a step waits until "
                        + "the one before it has been done. The report tells throughput and hand-over of each moved "
                        + "task.")
        Moves.@Nullable Scale scale;

        @Option(
                names = "--rolling-restart",
                description = "Each replica is asked to end and started again, one after the other. The report tells "
                        + "the longest output gap. Either: a generated stream is fed at 2,000/s unless --rate says "
                        + "otherwise, and goes on until all is done; a file must be long enough.")
        boolean rollingRestart;
    }

    static final class Place {
        @Option(
                names = "--out",
                paramLabel = "DIR",
                description =
                        "Keeps what was read back there: features.csv.gz, scores.csv.gz, alerts.csv.gz, kills.csv.")
        @Nullable
        Path out;

        @Option(
                names = "--keep",
                description = "Keeps broker data, state and logs. They are always kept when something is not exact.")
        boolean keep;
    }
}
