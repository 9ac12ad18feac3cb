package io.millrace.demo;

import io.millrace.demo.run.Kills;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code 5%}, {@code 500ms}, {@code 10s} or {@code 2m} as a rule for killing. */
final class KillEvery {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(%|ms|s|m)");

    private KillEvery() {}

    static Kills parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Double.parseDouble(matcher.group(1)) <= 0) {
            throw new IllegalArgumentException(
                    "expected a time such as 10s or a share such as 5%, found \"" + text + "\"");
        }
        double number = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "%" -> new Kills.EveryPercent(number);
            case "ms" -> new Kills.Every(millis(number));
            case "s" -> new Kills.Every(millis(1_000 * number));
            default -> new Kills.Every(millis(60_000 * number));
        };
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis(Math.max(1, Math.round(millis)));
    }
}
