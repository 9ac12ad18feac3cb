package io.millrace.testkit.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What happened, in one order. Immutable. */
public final class History {
    private final List<Step> steps;
    private final Map<Class<?>, List<Step>> byKind = new HashMap<>();

    private History(List<Step> steps) {
        this.steps = List.copyOf(steps);
        Set<Event> told = new HashSet<>();
        for (Step step : steps) {
            // A log is often read by several: what they agree on is one fact.
            if (!(step.event() instanceof Logged) || told.add(step.event())) {
                byKind.computeIfAbsent(step.event().getClass(), any -> new ArrayList<>())
                        .add(step);
            }
        }
    }

    /** These facts, one after the other, all of one process and one time. */
    public static History of(List<? extends Event> events) {
        return numbered(
                events.stream().map(event -> new Step(0, 0, "facts", event)).toList());
    }

    /** These steps, with new numbers. */
    public static History numbered(List<Step> steps) {
        List<Step> numbered = new ArrayList<>();
        for (Step step : steps) {
            numbered.add(new Step(numbered.size() + 1, step.atMs(), step.by(), step.event()));
        }
        return new History(numbered);
    }

    /** The same history without the other steps; these keep their numbers. */
    History only(List<Step> kept) {
        return new History(kept);
    }

    History only(Predicate<Step> kept) {
        return new History(steps.stream().filter(kept).toList());
    }

    public List<Step> steps() {
        return steps;
    }

    /** The facts of a kind, in order; what was told twice of a log comes once. */
    public <E extends Event> List<E> all(Class<E> kind) {
        return byKind.getOrDefault(kind, List.of()).stream()
                .map(step -> kind.cast(step.event()))
                .toList();
    }

    /** The same with time and writer. */
    List<Step> stepsOf(Class<? extends Event> kind) {
        return byKind.getOrDefault(kind, List.of());
    }
}
