package io.millrace.chaos.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/** What things of the workload are called, and the figures that its declaration and its check share. */
public final class Names {
    public static final String APPLICATION = "chaos";

    public static final String TALLY = "tally";
    public static final String ORDERED = "ordered";
    public static final String WINDOWS = "windows";
    public static final List<String> LISTENERS = List.of(TALLY, ORDERED, WINDOWS);

    /** What {@link #TALLY} reads: nothing in it is late. */
    public static final String EVENTS = "events";
    /** What {@link #WINDOWS} reads: some of it is late. */
    public static final String CLICKS = "clicks";

    public static final String TALLIES = "tallies";
    public static final String LINKS = "links";
    public static final String SUMS = "sums";
    public static final String CLICKS_LATE = "clicks-late";
    /** Inputs and outputs: not the framework's to make. */
    public static final List<String> TOPICS = List.of(EVENTS, CLICKS, TALLIES, LINKS, SUMS, CLICKS_LATE);

    public static final String BY_GROUP = "by-group";
    /** The topic between {@link #TALLY} and {@link #ORDERED}. */
    public static final String COPIES = APPLICATION + "-" + TALLY + "-" + BY_GROUP + "-repartition";

    public static final String WINDOW = "second";
    public static final long WINDOW_MS = 1_000;
    public static final String DISORDER = "50ms";
    public static final long DISORDER_MS = 50;
    public static final Duration BELL_AFTER = Duration.ofMillis(70);

    /** The input's uid, so that a dead letter can be told apart though nobody can read its value. */
    public static final String UID_HEADER = "uid";
    /** On an input that its writer sent once more. */
    public static final String AGAIN_HEADER = "again";
    /** On an input that no handler will ever take. */
    public static final String POISON_HEADER = "poison";

    private Names() {}

    public static String group(String listener) {
        return APPLICATION + "-" + listener;
    }

    public static String changelog(String listener) {
        return group(listener) + "-changelog";
    }

    public static String deadLetters(String listener) {
        return group(listener) + "-dlq";
    }

    /** What a listener reads. */
    public static String input(String listener) {
        return switch (listener) {
            case TALLY -> EVENTS;
            case ORDERED -> COPIES;
            case WINDOWS -> CLICKS;
            default -> throw new IllegalArgumentException(listener);
        };
    }

    /** Where Kafka's default partitioner puts a key. */
    public static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
