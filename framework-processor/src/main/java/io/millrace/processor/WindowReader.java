package io.millrace.processor;

import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.visitor.VisitorContext;
import io.millrace.api.Emit;
import io.millrace.api.Fold;
import io.millrace.api.Mergeable;
import io.millrace.api.TimeDomain;
import io.millrace.model.Durations;
import io.millrace.model.EmitModel;
import io.millrace.model.ErrorCode;
import io.millrace.model.InputModel;
import io.millrace.model.WindowModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the methods with a window annotation: the window, what it folds, and which inputs feed it. */
final class WindowReader {
    private final VisitorContext context;
    private final String handler;
    private final List<Listener.Input> inputs;
    private final SourceTypes types;
    private final StoredRules stored;
    private final Problems problems;

    WindowReader(
            VisitorContext context,
            String handler,
            List<Listener.Input> inputs,
            SourceTypes types,
            StoredRules stored,
            Problems problems) {
        this.context = context;
        this.handler = handler;
        this.inputs = inputs;
        this.types = types;
        this.stored = stored;
        this.problems = problems;
    }

    static boolean isWindow(MethodElement method) {
        return !annotations(method).isEmpty();
    }

    private static List<String> annotations(MethodElement method) {
        return SpanReader.annotations(method);
    }

    /** The windows, still without the methods of the handler that merge them and take their results. */
    List<Listener.Window> read(List<MethodElement> methods) {
        List<Listener.Window> windows = new ArrayList<>();
        for (MethodElement method : methods) {
            Listener.Window window = read(method);
            if (window != null) {
                windows.add(window);
            }
        }
        return windows;
    }

    private Listener.@Nullable Window read(MethodElement method) {
        List<String> annotations = annotations(method);
        String annotation = annotations.get(0);
        String name = method.stringValue(annotation, "name").orElse("");
        if (annotations.size() > 1) {
            problems.add(
                    ErrorCode.ROLES, method, method.getName() + "() is several windows: write one method for each");
            return null;
        }
        if (!method.stringValue(Fold.class).orElse("").equals(name)) {
            problems.add(
                    ErrorCode.NO_WINDOW_FOLD,
                    method,
                    "window '" + name + "' is not folded: add @Fold(\"" + name + "\") to " + method.getName()
                            + "(), which must be static A " + method.getName() + "(@Nullable A soFar, <body> added)");
            return null;
        }
        boolean right = method.getParameters().length == 2
                && !method.getReturnType().isVoid()
                && !method.getParameters()[0].isPrimitive()
                && SourceTypes.name(method.getGenericReturnType())
                        .equals(SourceTypes.name(method.getParameters()[0].getGenericType()));
        if (!right) {
            problems.add(
                    ErrorCode.FOLD_SIGNATURE,
                    method,
                    "@Fold(\"" + name + "\") does not fold into a window: write static A " + method.getName()
                            + "(@Nullable A soFar, <body> added)");
            return null;
        }
        SourceType accumulator = types.read(method.getGenericReturnType(), method);
        SourceType element = types.read(method.getParameters()[1].getGenericType(), method);
        stored.checkValue(name, method.getGenericReturnType(), method);
        return accumulator == null || element == null ? null : window(method, annotation, name, accumulator, element);
    }

    private Listener.Window window(
            MethodElement method, String annotation, String name, SourceType accumulator, SourceType element) {
        List<String> fedBy = new InputMatcher(inputs, problems, ErrorCode.WINDOW_INPUT, ErrorCode.WINDOW_INPUT)
                        .of(
                                method,
                                "@Fold(\"" + name + "\")",
                                method.getParameters()[1].getGenericType(),
                                method.stringValues(Fold.class.getName(), "topics"))
                        .stream()
                        .map(index -> inputs.get(index).model())
                        .map(InputModel::label)
                        .toList();
        WindowModel model = new WindowModel(
                name,
                new SpanReader(context, method, annotation, problems).read(),
                method.enumValue(annotation, "time", TimeDomain.class).orElse(TimeDomain.EVENT),
                emit(method, annotation),
                lateness(method, annotation),
                method.stringValue(annotation, "lateTo")
                        .filter(topic -> !topic.isEmpty())
                        .orElse(null),
                fedBy,
                accumulator.model(),
                false,
                "");
        String fold =
                handler + "." + method.getName() + "(" + accumulator.cast("soFar") + ", " + element.cast("body") + ")";
        Listener.WindowTypes folded = new Listener.WindowTypes(element, accumulator);
        return new Listener.Window(model, folded, method, fold, null, mergeOf(method, accumulator), null);
    }

    /** The accumulator's own merge; null if it is not mergeable, or merges into something else. */
    private static @Nullable String mergeOf(MethodElement fold, SourceType accumulator) {
        ClassElement type = fold.getGenericReturnType();
        boolean merges = !type.isArray()
                && type.getTypeArguments(Mergeable.class.getName()).values().stream()
                        .anyMatch(merged -> SourceTypes.raw(merged).equals(SourceTypes.raw(type)));
        return merges ? "(" + accumulator.cast("earlier") + ").merge(" + accumulator.cast("later") + ")" : null;
    }

    private EmitModel emit(MethodElement method, String annotation) {
        AnnotationValue<Emit> emit = method.findAnnotation(annotation)
                .flatMap(window -> window.getAnnotation("emit", Emit.class))
                .orElse(null);
        if (emit == null) {
            return EmitModel.FINAL;
        }
        String every = emit.stringValue("every").orElse("");
        return new EmitModel(
                emit.booleanValue("atClose").orElse(true),
                emit.booleanValue("onUpdate").orElse(false),
                problems.duration(Durations::positiveMs, every, 0, method),
                emit.enumValue("in", TimeDomain.class).orElse(TimeDomain.EVENT),
                emit.intValue("count").orElse(0),
                emit.booleanValue("purge").orElse(false),
                emit.booleanValue("unchanged").orElse(false));
    }

    private long lateness(MethodElement method, String annotation) {
        String text = method.stringValue(annotation, "allowedLateness").orElse("");
        return problems.duration(Durations::zeroOrMoreMs, text, 0, method);
    }
}
