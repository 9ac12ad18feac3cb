package io.millrace.demo.run;

import io.millrace.demo.truth.DayDigests.Digest;
import io.millrace.demo.truth.LogisticModel;
import io.millrace.demo.truth.Transaction;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a run is to do, complete and checked before anything is started.
 *
 * @param kills who is to die, and when
 * @param seed of every random choice
 */
public record Plan(Feed feed, Scoring scoring, Service service, Kills kills, long seed, Place place) {
    /**
     * @param name what the report calls it
     * @param rate transactions per second, 0 for as fast as they are taken
     * @param more continues the stream for a paced phase that measures latency, or for as long as replicas come and go;
     *     empty for neither
     */
    public record Feed(String name, List<Transaction> stream, double rate, Optional<Iterator<Transaction>> more) {}

    /**
     * @param file the model as the service reads it; written by the driver if it was fitted
     * @param fittedOn on how many of the stream's first transactions; 0 if the model was given
     */
    public record Scoring(
            LogisticModel model,
            Optional<Path> file,
            int fittedOn,
            SortedMap<Long, Digest> published,
            Set<Long> skip) {}

    /**
     * How the service is run.
     *
     * @param replicas at the start
     */
    public record Service(int replicas, int partitions, Membership membership, Guarantee guarantee, Moves moves) {}

    /**
     * @param out where what was read back stays; empty to drop it
     * @param keep whether broker data, state and logs stay
     */
    public record Place(Path work, Optional<Path> out, boolean keep) {}

    /** How replicas join their groups. */
    public enum Membership {
        STATIC,
        DYNAMIC,
        /** {@code group.protocol=consumer}: the broker assigns. */
        CONSUMER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the service promises. */
    public enum Guarantee {
        EXACTLY_ONCE,
        AT_LEAST_ONCE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
