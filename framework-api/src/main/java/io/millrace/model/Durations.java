package io.millrace.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations as they are written in annotations and in configuration: {@code 10ms 5s 3m 2h 7d}, or ISO-8601 such as
 * {@code PT1H30M}. Whatever is refused is refused by an {@link IllegalArgumentException} that says what to write.
 */
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");
    private static final Map<String, Long> UNIT_MS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Durations() {}

    /** Milliseconds, at least 1. */
    public static long positiveMs(String text) {
        long ms = zeroOrMoreMs(text);
        if (ms == 0) {
            throw new IllegalArgumentException("duration '" + text + "' must be longer than 0: write 1ms or more");
        }
        return ms;
    }

    /** Milliseconds, 0 or more. */
    public static long zeroOrMoreMs(String text) {
        try {
            Matcher matcher = SHORT.matcher(text);
            long ms = matcher.matches()
                    ? Math.multiplyExact(Long.parseLong(matcher.group(1)), UNIT_MS.get(matcher.group(2)))
                    : isoMs(text);
            if (ms >= 0) {
                return ms;
            }
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException(
                    "duration '" + text + "' is too long: milliseconds must fit into 64 bits", tooLong);
        } catch (DateTimeException unparsable) {
            throw refused(text, "is not a duration", unparsable);
        }
        throw refused(text, "is negative", null);
    }

    /** A duration's shortest form that is read back as the same. */
    public static String text(long ms) {
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long unitMs = UNIT_MS.get(unit);
            if (ms != 0 && ms % unitMs == 0) {
                return ms / unitMs + unit;
            }
        }
        return ms + "ms";
    }

    private static long isoMs(String text) {
        Duration duration = Duration.parse(text);
        if (duration.getNano() % 1_000_000 != 0) {
            throw new IllegalArgumentException("duration '" + text + "' is finer than a millisecond");
        }
        return duration.toMillis();
    }

    private static IllegalArgumentException refused(String text, String why, @Nullable DateTimeException cause) {
        return new IllegalArgumentException(
                "duration '" + text + "' " + why
                        + ": write a number with ms, s, m, h or d, such as 10s or 7d, or ISO-8601",
                cause);
    }
}
