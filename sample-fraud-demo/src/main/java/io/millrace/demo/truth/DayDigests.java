package io.millrace.demo.truth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A SHA-256 per UTC day over the features' lines {@code tx_id,c1n,...,t30f\n} in id order, leaving out the ids to
 * skip. Feed it in id order. Single-threaded.
 */
public final class DayDigests {
    /** One day's answer: how many lines went in, and their SHA-256 in hex. */
    public record Digest(long rows, String sha256) {}

    private static final class Day {
        private final MessageDigest digest = sha256();
        private long rows;
    }

    private final SortedMap<Long, Day> days = new TreeMap<>();
    private final Set<Long> skip;
    private final StringBuilder line = new StringBuilder();

    public DayDigests(Set<Long> skip) {
        this.skip = Set.copyOf(skip);
    }

    /** @param day days since the epoch on which the transaction happened */
    public void add(long day, Features features) {
        if (skip.contains(features.id())) {
            return;
        }
        Day target = days.computeIfAbsent(day, number -> new Day());
        line.setLength(0);
        features.appendLine(line).append('\n');
        target.digest.update(line.toString().getBytes(StandardCharsets.US_ASCII));
        target.rows++;
    }

    /** The digests by day number; ends this object's use. */
    public SortedMap<Long, Digest> finish() {
        SortedMap<Long, Digest> result = new TreeMap<>();
        days.forEach((day, sum) ->
                result.put(day, new Digest(sum.rows, HexFormat.of().formatHex(sum.digest.digest()))));
        return result;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
