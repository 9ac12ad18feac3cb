package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.truth.Transaction;
import io.millrace.demo.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;

/** The demo's input without the demo: a service that runs elsewhere, and goes on running, is fed. */
public final class LiveFeed {
    private LiveFeed() {}

    /**
     * Sends the transactions and their labels in event-time order, and returns when there are no more. Labels of the last
     * week stay out, as in life. Nothing is sent to topics that would not keep it.
     *
     * @param oldest the time of the first
     * @param perSecond transactions; 0 is as fast as the broker takes them
     * @throws io.millrace.demo.problem.Problem MR-0807 if a topic is missing or deletes records of that time, or if the
     *     broker does not take one
     */
    public static void run(
            String bootstrapServers, Iterator<Transaction> transactions, Instant oldest, double perSecond) {
        try (Cluster cluster = Cluster.at(bootstrapServers)) {
            Topics.INPUTS.forEach(topic -> refuseToLose(cluster, topic, oldest));
        }
        Progress progress = new Progress();
        try (Feeder feeder = new Feeder(bootstrapServers, new EventOrder(transactions), progress)) {
            if (perSecond > 0) {
                feeder.feed(new Schedule(System.nanoTime(), perSecond));
            } else {
                feeder.feed(Pace.FULL_SPEED);
            }
        }
        progress.check();
    }

    /** A broker deletes what is older than its topic's retention, read or not. */
    private static void refuseToLose(Cluster cluster, String topic, Instant oldest) {
        Duration kept = cluster.kept(topic)
                .orElseThrow(() -> new Problem(
                        Problem.Code.BROKER,
                        "there is no topic " + topic + ": create it, with retention.ms=-1, or start the service in"
                                + " development, which does"));
        if (!kept.isNegative() && oldest.isBefore(Instant.now().minus(kept))) {
            throw new Problem(
                    Problem.Code.BROKER,
                    "topic " + topic + " keeps records for " + kept.toDays() + " days, and this stream is of "
                            + LocalDate.ofInstant(oldest, ZoneOffset.UTC)
                            + ": they would be deleted before they are read. Set retention.ms=-1 for the service's inputs"
                            + " and outputs");
        }
    }
}
