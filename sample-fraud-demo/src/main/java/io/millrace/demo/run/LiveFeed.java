package io.millrace.demo.run;

import io.millrace.demo.truth.Transaction;
import java.util.Iterator;

/** The demo's input without the demo: a service that runs elsewhere, and goes on running, is fed. */
public final class LiveFeed {
    private LiveFeed() {}

    /**
     * Sends the transactions and their labels in event-time order, and returns when there are no more. Labels of the last
     * week stay out, as in life.
     *
     * @param perSecond transactions; 0 is as fast as the broker takes them
     * @throws io.millrace.demo.problem.Problem if the broker does not take a record
     */
    public static void run(String bootstrapServers, Iterator<Transaction> transactions, double perSecond) {
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
}
