package io.millrace.processor;

import io.micronaut.inject.ast.MethodElement;
import io.millrace.api.EventTime;
import io.millrace.api.InputTime;
import io.millrace.api.TieBreak;
import io.millrace.api.TimeSource;
import io.millrace.api.Watermark;
import io.millrace.model.Durations;
import io.millrace.model.ErrorCode;
import io.millrace.model.EventTimeModel;
import io.millrace.model.WatermarkStrategy;
import java.util.List;
import java.util.OptionalLong;

/** Brings event times, watermarks and tie-breaks together with the inputs they belong to. */
final class TimeMatcher {
    private final List<Listener.Input> inputs;
    private final Problems problems;

    TimeMatcher(List<Listener.Input> inputs, Problems problems) {
        this.inputs = inputs;
        this.problems = problems;
    }

    void eventTimes(List<MethodElement> methods) {
        for (MethodElement method : methods) {
            for (int index : inputsOf(method, EventTime.class, "long")) {
                Listener.Input input = inputs.get(index);
                if (input.eventTime() == null) {
                    inputs.set(index, input.with(eventTime(method), call(input, method), null));
                } else {
                    twice(method, "event time", input);
                }
            }
        }
    }

    /** After the event times: what they say of disorder contradicts what is said here. */
    void watermarks(List<MethodElement> methods) {
        for (MethodElement method : methods) {
            for (int index : inputsOf(method, Watermark.class, OptionalLong.class.getName())) {
                Listener.Input input = inputs.get(index);
                if (input.watermark() == null) {
                    EventTimeModel time =
                            with(WatermarkStrategy.PUNCTUATED, input.model().time());
                    inputs.set(index, input.with(time, input.eventTime(), call(input, method)));
                } else {
                    twice(method, "watermark", input);
                }
            }
        }
    }

    /** After the watermarks; the annotation stands on the method that takes the records. */
    void inputTimes() {
        for (int index = 0; index < inputs.size(); index++) {
            Listener.Input input = inputs.get(index);
            TimeSource source =
                    input.method().enumValue(InputTime.class, TimeSource.class).orElse(null);
            if (source == null) {
                continue;
            }
            if (input.watermark() != null) {
                problems.add(
                        ErrorCode.WATERMARK_TWICE,
                        input.method(),
                        "input '" + input.model().name() + "': @InputTime and @Watermark both make its watermark: keep"
                                + " one of them");
                continue;
            }
            WatermarkStrategy strategy =
                    source == TimeSource.INGESTION ? WatermarkStrategy.INGESTION : WatermarkStrategy.PROCESSING;
            inputs.set(index, input.with(with(strategy, input.model().time()), input.eventTime(), null));
        }
    }

    void tieBreaks(List<MethodElement> methods) {
        for (MethodElement method : methods) {
            for (int index : inputsOf(method, TieBreak.class, "long")) {
                Listener.Input input = inputs.get(index);
                if (input.tieBreak() == null) {
                    inputs.set(index, input.withTieBreak(call(input, method)));
                } else {
                    twice(method, "tie-break", input);
                }
            }
        }
    }

    private EventTimeModel eventTime(MethodElement method) {
        String idle = method.stringValue(EventTime.class, "idle").orElse("");
        double onTime = method.doubleValue(EventTime.class, "onTime").orElse(0);
        return new EventTimeModel(
                onTime == 0 ? WatermarkStrategy.BOUNDED : WatermarkStrategy.ADAPTIVE,
                true,
                disorder(method, "outOfOrder"),
                disorder(method, "outOfOrderMax"),
                (int) Math.round(onTime * 1e6),
                idle.equals("off")
                        ? -1
                        : problems.duration(Durations::positiveMs, idle, EventTimeModel.DEFAULT.idleMs(), method));
    }

    private long disorder(MethodElement method, String member) {
        String text = method.stringValue(EventTime.class, member).orElse("0ms");
        return problems.duration(Durations::zeroOrMoreMs, text, 0L, method);
    }

    private static EventTimeModel with(WatermarkStrategy strategy, EventTimeModel time) {
        return new EventTimeModel(
                strategy, time.method(), time.outOfOrderMs(), time.outOfOrderMsMax(), time.onTimePpm(), time.idleMs());
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
    private List<Integer> inputsOf(MethodElement method, Class<?> annotation, String returns) {
        String shown = "@" + annotation.getSimpleName() + " " + method.getName() + "()";
        if (method.getParameters().length != 1
                || !method.getReturnType().getName().equals(returns)
                || method.getReturnType().isArray()) {
            String type = returns.substring(returns.lastIndexOf('.') + 1);
            problems.add(
                    ErrorCode.RETURN_TYPE,
                    method,
                    shown + " must take the message body and return " + type + ": static " + type + " "
                            + method.getName() + "(Payment p)");
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
