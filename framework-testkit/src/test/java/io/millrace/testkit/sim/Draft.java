package io.millrace.testkit.sim;

import io.millrace.testkit.check.Event;
import io.millrace.testkit.check.History;
import io.millrace.testkit.check.Step;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A history that is being falsified. Which fact is hit follows from the seed. */
final class Draft {
    private final List<Step> steps;
    private final SplittableRandom random;

    Draft(History history, long seed) {
        steps = new ArrayList<>(history.steps());
        random = new SplittableRandom(seed);
    }

    History history() {
        return History.numbered(steps);
    }

    <E extends Event> List<E> all(Class<E> kind, Predicate<E> which) {
        return steps.stream()
                .map(Step::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(which)
                .toList();
    }

    <E extends Event> @Nullable E any(Class<E> kind, Predicate<E> which) {
        List<E> all = all(kind, which);
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    <E extends Event> @Nullable E last(Class<E> kind, Predicate<E> which) {
        List<E> all = all(kind, which);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** Takes all of them out. */
    <E extends Event> void dropAll(Class<E> kind, Predicate<E> which) {
        steps.removeIf(step -> kind.isInstance(step.event()) && which.test(kind.cast(step.event())));
    }

    /** Takes one out; false if there is none, as everywhere here. */
    <E extends Event> boolean drop(Class<E> kind, Predicate<E> which) {
        E one = any(kind, which);
        return one != null && steps.removeIf(step -> step.event() == one);
    }

    /** Puts something else in the place of one. */
    <E extends Event> boolean change(Class<E> kind, Predicate<E> which, UnaryOperator<E> how) {
        E one = any(kind, which);
        return one != null && replace(one, how.apply(one));
    }

    boolean replace(Event old, Event by) {
        steps.replaceAll(step -> step.event() == old ? new Step(step.number(), step.atMs(), step.by(), by) : step);
        return true;
    }

    /** Adds another one like one that is there, behind it. */
    <E extends Event> boolean repeat(Class<E> kind, Predicate<E> which, UnaryOperator<E> how) {
        E one = any(kind, which);
        if (one == null) {
            return false;
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.event() == one) {
                steps.add(i + 1, new Step(0, step.atMs(), step.by(), how.apply(one)));
                return true;
            }
        }
        return false;
    }

    /** Adds one at the end. */
    boolean add(Event event) {
        steps.add(new Step(0, steps.get(steps.size() - 1).atMs(), "forger", event));
        return true;
    }

    /** The same fact with another value of one component. */
    static <E extends Event> E with(E event, String component, Object value) {
        try {
            RecordComponent[] components = event.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                boolean hit = components[i].getName().equals(component);
                values[i] = hit ? value : components[i].getAccessor().invoke(event);
            }
            @SuppressWarnings("unchecked")
            E changed = (E) event.getClass().getDeclaredConstructor(types).newInstance(values);
            return changed;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
