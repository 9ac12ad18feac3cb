package io.millrace.demo;

import io.millrace.demo.run.Moves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code 2@20s,3@40s,1@60s} as steps of scaling. */
final class ScaleSteps {
    private static final Pattern STEP = Pattern.compile("(\\d{1,4})@(\\d+(?:\\.\\d+)?)(ms|s|m)");

    private ScaleSteps() {}

    static Moves.Scale parse(String text) {
        List<Moves.Step> steps = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = STEP.matcher(part);
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < 1) {
                throw expected("N@TIME[,N@TIME...] such as 2@20s,1@40s with at least one replica", part);
            }
            Moves.Step step = new Moves.Step(Integer.parseInt(matcher.group(1)), time(matcher));
            if (!steps.isEmpty() && steps.get(steps.size() - 1).at().compareTo(step.at()) >= 0) {
                throw expected("each step later than the one before it", text);
            }
            steps.add(step);
        }
        return new Moves.Scale(steps);
    }

    private static Duration time(Matcher step) {
        double number = Double.parseDouble(step.group(2));
        return Duration.ofMillis(Math.round(
                switch (step.group(3)) {
                    case "ms" -> number;
                    case "s" -> 1_000 * number;
                    default -> 60_000 * number;
                }));
    }

    private static IllegalArgumentException expected(String what, String found) {
        return new IllegalArgumentException("expected " + what + ", found \"" + found + "\"");
    }
}
