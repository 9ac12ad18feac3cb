package io.millrace.demo.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What only the run itself can know.
 *
 * @param setup name and value of what was run, for the report's head
 * @param fed transactions fed at full speed (or at the rate asked for), and how long until their features were out
 * @param latency of the paced phase, if there was one
 * @param letters dead letters: what had to end as one, and what did
 * @param movement what happened while replicas came and went, if they did
 * @param warnings what went otherwise than asked for; any of them spoils the result
 */
public record RunFacts(
        List<Setting> setup,
        Fed fed,
        Optional<Latency> latency,
        Letters letters,
        Optional<Movement> movement,
        List<String> warnings) {
    /** A line of the report's head. */
    public record Setting(String name, String value) {}

    /** The measured phase: from the first send to the arrival of the last features record that counts. */
    public record Fed(long transactions, Duration took) {
        /** Transactions per second. */
        public double perSecond() {
            return transactions / Math.max(1e-9, took.toNanos() / 1e9);
        }
    }

    /** From the scheduled send to the arrival of the features record at a read_committed consumer, in microseconds. */
    public record Latency(Duration phase, double perSecond, long p50, long p99, long p999) {}

    /**
     * @param fed records that cannot be handled
     * @param returned how many of them are dead letters
     * @param others dead letters beside those, doubles among them
     */
    public record Letters(long fed, long returned, long others) {
        boolean exact() {
            return returned == fed && others == 0;
        }
    }

    public RunFacts {
        setup = List.copyOf(setup);
        warnings = List.copyOf(warnings);
    }
}
