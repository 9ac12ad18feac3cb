package io.millrace.processor;

import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import io.millrace.api.OnTimer;
import io.millrace.model.ErrorCode;
import io.millrace.model.TimerModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings timers together with their {@code @OnTimer} methods, both ways. */
final class TimerMatcher {
    private final List<HandleReader.TimerHandle> handles;
    private final SourceType key;
    private final ValidationRules validation;
    private final Problems problems;

    TimerMatcher(
            List<HandleReader.TimerHandle> handles, SourceType key, ValidationRules validation, Problems problems) {
        this.handles = handles;
        this.key = key;
        this.validation = validation;
        this.problems = problems;
    }

    List<Listener.Timer> match(List<MethodElement> methods) {
        Map<String, MethodElement> byName = new HashMap<>();
        for (MethodElement method : methods) {
            String name = method.stringValue(OnTimer.class).orElse("");
            MethodElement first = byName.putIfAbsent(name, method);
            if (first != null) {
                problems.add(
                        ErrorCode.TIMER_UNMATCHED,
                        method,
                        "@OnTimer(\"" + name + "\") is already handled by " + first.getName() + "(): keep one method");
            } else if (handles.stream().noneMatch(handle -> handle.name().equals(name))) {
                problems.add(
                        ErrorCode.TIMER_UNMATCHED,
                        method,
                        "@OnTimer(\"" + name + "\") names no timer of this listener: known are "
                                + handles.stream()
                                        .map(HandleReader.TimerHandle::name)
                                        .toList());
            }
        }
        List<Listener.Timer> timers = new ArrayList<>();
        for (HandleReader.TimerHandle handle : handles) {
            timers.add(timer(handle, byName.get(handle.name())));
        }
        return timers;
    }

    private Listener.Timer timer(HandleReader.TimerHandle handle, @Nullable MethodElement method) {
        SourceType id = handle.id();
        if (method == null) {
            problems.add(
                    ErrorCode.NO_TIMER_METHOD,
                    handle.where(),
                    "timer '" + handle.name() + "' has no method: add @OnTimer(\"" + handle.name() + "\") void "
                            + "expired(@KafkaKey " + key.shown() + " key)");
        }
        TimerModel model = new TimerModel(
                handle.name(),
                handle.eventTime(),
                id == null ? null : id.model(),
                method == null ? "" : method.getName());
        return new Listener.Timer(model, id, handle.where(), method == null ? null : call(method, id));
    }

    private String call(MethodElement method, @Nullable SourceType id) {
        ResultReader.nothing(method, problems);
        List<String> arguments = new ArrayList<>();
        for (ParameterElement parameter : method.getParameters()) {
            String type = SourceTypes.name(parameter.getGenericType());
            validation.refuse(parameter);
            if (Keys.isKey(parameter)) {
                arguments.add(key.cast("key"));
            } else if (id != null && id.name().equals(type)) {
                arguments.add(id.cast("call.timerId()"));
            } else if (type.equals("java.time.Instant")) {
                arguments.add("call.due()");
            } else {
                problems.add(
                        ErrorCode.PARAMETER,
                        parameter,
                        "'" + parameter.getName()
                                + "' cannot be given to a timer's method: take @KafkaKey, the Instant it"
                                + " was set for" + (id == null ? "" : ", or its id as " + id.shown()));
            }
        }
        return "target." + method.getName() + "(" + String.join(", ", arguments) + ")";
    }
}
