package io.millrace.acceptance.answers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A published answer. Of what is null nothing is said.
 *
 * @param rows how many result lines there are
 * @param sha256 of the sorted lines
 * @param countMax the highest count of a line
 * @param dropped how many events are too late for their window
 */
record Expected(@Nullable Integer rows, @Nullable String sha256, @Nullable Integer countMax, int dropped) {
    private static final Set<String> FIELDS = Set.of("rows", "sha256", "max_count", "late_dropped", "note");

    /** Everything it says must be understood: what is not compared would not be an answer. */
    static Expected of(String name, Map<?, ?> answer) {
        Set<Object> unknown = new TreeSet<>(answer.keySet());
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty() || !answer.containsKey("rows") || !answer.containsKey("sha256")) {
            throw new IllegalArgumentException(name + " says " + answer + "; understood is " + FIELDS);
        }
        Integer dropped = (Integer) answer.get("late_dropped");
        return new Expected(
                (Integer) answer.get("rows"),
                (String) answer.get("sha256"),
                (Integer) answer.get("max_count"),
                dropped == null ? 0 : dropped);
    }

    static Expected dropped(int events) {
        return new Expected(null, null, null, events);
    }

    /** What is different, in words; empty if nothing is. */
    List<String> differences(Result result) {
        List<String> differences = new ArrayList<>();
        compare(differences, "rows", rows, result.lines().size());
        compare(differences, "SHA-256", sha256, sha256(result.lines()));
        compare(differences, "highest count", countMax, (int) result.countMax());
        compare(differences, "too late", dropped, result.dropped());
        return differences;
    }

    private static void compare(List<String> differences, String what, @Nullable Object expected, Object actual) {
        if (expected != null && !expected.equals(actual)) {
            differences.add(what + " expected " + expected + ", but " + actual);
        }
    }

    private static String sha256(Collection<String> lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            lines.stream().sorted().forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
