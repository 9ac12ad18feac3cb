package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.wire.Topics;
import java.time.Duration;
import java.util.Optional;

/** Tells when nothing more will come out: the groups are at the end of their input, and the outputs are quiet. */
final class Completion {
    private static final long LOOK_MILLIS = 100;
    /** Long enough for a double to show. */
    private static final Duration QUIET = Duration.ofMillis(1_000);
    /** Enough when all is there but a group has not committed its end-of-input mark. */
    private static final Duration QUIET_UNCOMMITTED = Duration.ofSeconds(8);
    /** Beyond this something is missing for good: longer than a take-over and its restore. */
    private static final Duration QUIET_MISSING = Duration.ofSeconds(30);
    /** Beyond this nobody works any more. */
    private static final Duration STALLED = Duration.ofSeconds(120);

    private final Cluster cluster;
    private final Collector collector;
    private final Progress progress;
    private final int partitions;

    Completion(Cluster cluster, Collector collector, Progress progress, int partitions) {
        this.cluster = cluster;
        this.collector = collector;
        this.progress = progress;
        this.partitions = partitions;
    }

    /** Waits until so many features are out. */
    void reach(long features) throws InterruptedException {
        while (!progress.awaitFeatures(features, LOOK_MILLIS)) {
            if (collector.quiet().compareTo(STALLED) > 0) {
                throw new Problem(
                        Problem.Code.STALLED,
                        "no features record for " + STALLED.toSeconds() + " s, " + progress.features() + " of "
                                + features + " are there. The replicas' logs tell more.");
            }
        }
    }

    /** Waits for the end; answers what was wrong with it, if anything. */
    Optional<String> drain(long features) throws InterruptedException {
        while (true) {
            boolean all = progress.awaitFeatures(features, LOOK_MILLIS);
            Duration quiet = collector.quiet();
            boolean consumed = quiet.compareTo(QUIET) > 0 && consumed();
            if (all && (consumed || quiet.compareTo(QUIET_UNCOMMITTED) > 0)) {
                return Optional.empty();
            }
            if (consumed && quiet.compareTo(QUIET_MISSING) > 0) {
                return Optional.of("the input is consumed to its end, but features are missing");
            }
            if (quiet.compareTo(STALLED) > 0) {
                return Optional.of("nothing came out any more for " + STALLED.toSeconds() + " s");
            }
            if (all) {
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    private boolean consumed() {
        return cluster.pending(Topics.SPEND_GROUP, Topics.TRANSACTIONS, partitions) == 0
                && cluster.pending(Topics.RISK_GROUP, Topics.LABELS, partitions) == 0;
    }
}
