package io.millrace.processor;

import io.micronaut.inject.ast.MethodElement;
import io.millrace.api.EventTime;
import io.millrace.api.TieBreak;
import io.millrace.model.Durations;
import io.millrace.model.ErrorCode;
import io.millrace.model.EventTimeModel;
import java.util.List;

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
        return new InputMatcher(inputs, problems, ErrorCode.TIME_UNMATCHED, ErrorCode.TIME_AMBIGUOUS)
                .of(
                        method,
                        shown,
                        method.getParameters()[0].getGenericType(),
                        method.stringValues(annotation.getName(), "topics"));
    }
}
