package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.MethodElement;
import io.millrace.api.EventTime;
import io.millrace.api.TieBreak;
import io.millrace.model.Durations;
import io.millrace.model.ErrorCode;
import io.millrace.model.EventTimeModel;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Brings {@code @EventTime} and {@code @TieBreak} methods together with the inputs they belong to. */
final class TimeMatcher {
    private final List<Listener.Input> inputs;
    private final Problems problems;

    TimeMatcher(List<Listener.Input> inputs, Problems problems) {
        this.inputs = inputs;
        this.problems = problems;
    }

    void eventTimes(List<MethodElement> methods) {
        for (MethodElement method : methods) {
            for (int index : inputsOf(method, EventTime.class)) {
                Listener.Input input = inputs.get(index);
                if (input.eventTime() == null) {
                    inputs.set(index, withEventTime(input, method));
                } else {
                    twice(method, "event time", input);
                }
            }
        }
    }

    void tieBreaks(List<MethodElement> methods) {
        for (MethodElement method : methods) {
            for (int index : inputsOf(method, TieBreak.class)) {
                Listener.Input input = inputs.get(index);
                if (input.tieBreak() == null) {
                    inputs.set(index, withTieBreak(input, method));
                } else {
                    twice(method, "tie-break", input);
                }
            }
        }
    }

    private Listener.Input withEventTime(Listener.Input input, MethodElement method) {
        String disorder = method.stringValue(EventTime.class, "outOfOrder").orElse("");
        String idle = method.stringValue(EventTime.class, "idle").orElse("");
        EventTimeModel time = new EventTimeModel(
                problems.duration(Durations::zeroOrMoreMs, disorder, EventTimeModel.DEFAULT.outOfOrderMs(), method),
                idle.equals("off")
                        ? -1
                        : problems.duration(Durations::positiveMs, idle, EventTimeModel.DEFAULT.idleMs(), method));
        return new Listener.Input(
                input.model().withEventTime(time),
                input.body(),
                input.method(),
                input.call(),
                call(input, method),
                input.tieBreak());
    }

    private static Listener.Input withTieBreak(Listener.Input input, MethodElement method) {
        return new Listener.Input(
                input.model().withTieBreak(),
                input.body(),
                input.method(),
                input.call(),
                input.eventTime(),
                call(input, method));
    }

    private static String call(Listener.Input input, MethodElement method) {
        return method.getName() + "(" + input.body().cast("body") + ")";
    }

    private void twice(MethodElement method, String what, Listener.Input input) {
        problems.add(
                ErrorCode.TIME_AMBIGUOUS,
                method,
                "input '" + input.model().name() + "' already has a method for its " + what + ": remove "
                        + method.getName() + "(), or give both topics = ..");
    }

    /** Indexes of the inputs that a method belongs to; empty after a problem. */
    private List<Integer> inputsOf(MethodElement method, Class<?> annotation) {
        String shown = "@" + annotation.getSimpleName() + " " + method.getName() + "()";
        if (method.getParameters().length != 1
                || !method.getReturnType().getName().equals("long")
                || method.getReturnType().isArray()) {
            problems.add(
                    ErrorCode.RETURN_TYPE,
                    method,
                    shown + " must take the message body and return long: static long " + method.getName()
                            + "(Payment p)");
            return List.of();
        }
        ClassElement type = method.getParameters()[0].getGenericType();
        String name = SourceTypes.name(type);
        String[] topics = method.stringValues(annotation.getName(), "topics");
        if (topics.length > 0) {
            return named(method, shown, List.of(topics), type);
        }
        List<Integer> found = where(input -> input.body().name().equals(name));
        if (found.isEmpty()) {
            found = where(input -> takes(type, input));
        }
        if (found.isEmpty()) {
            problems.add(
                    ErrorCode.TIME_UNMATCHED,
                    method,
                    shown + " takes " + SourceTypes.shown(type) + ", which is no input's body: take one of "
                            + bodies());
        } else if (found.stream().map(i -> inputs.get(i).method()).distinct().count() > 1) {
            problems.add(
                    ErrorCode.TIME_AMBIGUOUS,
                    method,
                    shown + " may belong to several inputs, " + names(found) + ": say which with topics = {\""
                            + inputs.get(found.get(0)).model().name() + "\"}");
            return List.of();
        }
        return found;
    }

    private List<Integer> named(MethodElement method, String shown, List<String> topics, ClassElement type) {
        for (String topic : topics) {
            List<Integer> found = where(input -> input.model().name().equals(topic));
            if (found.isEmpty()) {
                problems.add(
                        ErrorCode.TIME_UNMATCHED,
                        method,
                        shown + " names '" + topic + "', which is no input here: known are "
                                + names(where(any -> true)));
            } else if (!takes(type, inputs.get(found.get(0)))) {
                problems.add(
                        ErrorCode.TIME_UNMATCHED,
                        method,
                        shown + " takes " + SourceTypes.shown(type) + " but '" + topic + "' carries "
                                + inputs.get(found.get(0)).body().shown());
            }
        }
        return where(input -> topics.contains(input.model().name()) && takes(type, input));
    }

    private static boolean takes(ClassElement type, Listener.Input input) {
        String body = input.body().name();
        return SourceTypes.name(type).equals(body) || bodyType(input).isAssignable(type);
    }

    private static ClassElement bodyType(Listener.Input input) {
        for (var parameter : input.method().getParameters()) {
            if (SourceTypes.name(parameter.getGenericType()).equals(input.body().name()) && !Keys.isKey(parameter)) {
                return parameter.getGenericType();
            }
        }
        throw new IllegalStateException("input without body: " + input.model().name());
    }

    private List<Integer> where(Predicate<Listener.Input> wanted) {
        return IntStream.range(0, inputs.size())
                .filter(i -> wanted.test(inputs.get(i)))
                .boxed()
                .toList();
    }

    private String names(List<Integer> indexes) {
        return String.join(
                ", ",
                indexes.stream()
                        .map(i -> "'" + inputs.get(i).model().name() + "'")
                        .toList());
    }

    private String bodies() {
        return String.join(
                ", ",
                inputs.stream().map(input -> input.body().shown()).distinct().toList());
    }
}
