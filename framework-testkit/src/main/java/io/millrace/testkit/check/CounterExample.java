package io.millrace.testkit.check;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A violation and the fewest steps of the history that still have it.
 *
 * @param steps with their numbers in the whole history
 */
public record CounterExample(Violation violation, List<Step> steps) {
    /** Some seconds. */
    private static final long FACTS_MAX = 5_000_000;

    private static final int STEPS_SHOWN_MAX = 60;

    /** Looks for a small one. */
    public static CounterExample of(Guarantee guarantee, History history, Violation violation) {
        return new CounterExample(violation, new Reducer(guarantee, history, violation, FACTS_MAX).reduce());
    }

    /** The steps as a history that has the same violation. */
    public History history(History whole) {
        return whole.only(steps);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(violation.toString());
        text.append("\n  because of these ").append(steps.size()).append(" facts of the history:");
        for (Step step : steps.subList(0, Math.min(steps.size(), STEPS_SHOWN_MAX))) {
            text.append(String.format("%n  %6d  %-10s %s", step.number(), step.by(), said(step.event())));
        }
        if (steps.size() > STEPS_SHOWN_MAX) {
            text.append("\n  and ").append(steps.size() - STEPS_SHOWN_MAX).append(" more");
        }
        return text.toString();
    }

    private static String said(Event event) {
        Map<String, @Nullable Object> fields = EventForm.fields(event);
        String kind = String.valueOf(fields.remove("event"));
        return String.format("%-14s ", kind)
                + fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + said(field.getKey(), field.getValue()))
                        .collect(Collectors.joining(" "));
    }

    /** Hashes as violations say them. */
    private static String said(String name, @Nullable Object value) {
        boolean hash = name.equals("chain") || name.equals("uids");
        if (value instanceof Long number) {
            return hash ? Long.toHexString(number) : number == Long.MAX_VALUE ? "max" : number.toString();
        }
        return String.valueOf(value);
    }
}
