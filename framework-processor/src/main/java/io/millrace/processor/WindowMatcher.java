package io.millrace.processor;

import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import io.millrace.api.Gap;
import io.millrace.api.Merge;
import io.millrace.api.OnWindow;
import io.millrace.api.WindowSpan;
import io.millrace.model.ErrorCode;
import io.millrace.model.WindowKind;
import io.millrace.model.WindowModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings windows together with their {@code @Merge}, {@code @Gap} and {@code @OnWindow} methods, both ways. */
final class WindowMatcher {
    private final String handler;
    private final List<Listener.Window> windows;
    private final SourceType key;
    private final ResultReader results;
    private final Problems problems;

    WindowMatcher(
            String handler, List<Listener.Window> windows, SourceType key, ResultReader results, Problems problems) {
        this.handler = handler;
        this.windows = windows;
        this.key = key;
        this.results = results;
        this.problems = problems;
    }

    List<Listener.Window> match(List<MethodElement> merges, List<MethodElement> gaps, List<MethodElement> results) {
        Map<String, MethodElement> mergeOf = byWindow(merges, Merge.class);
        Map<String, MethodElement> gapOf = byWindow(gaps, Gap.class);
        Map<String, MethodElement> resultOf = byWindow(results, OnWindow.class);
        List<Listener.Window> matched = new ArrayList<>();
        for (Listener.Window window : windows) {
            String name = window.model().name();
            Listener.Window folded = withGap(window, gapOf.get(name));
            matched.add(window(folded, mergeOf.get(name), resultOf.get(name)));
        }
        return matched;
    }

    private Map<String, MethodElement> byWindow(List<MethodElement> methods, Class<?> annotation) {
        Map<String, MethodElement> byName = new HashMap<>();
        List<String> known =
                windows.stream().map(window -> window.model().name()).toList();
        for (MethodElement method : methods) {
            String name = method.stringValue(annotation.getName()).orElse("");
            String shown = "@" + annotation.getSimpleName() + "(\"" + name + "\")";
            MethodElement first = byName.putIfAbsent(name, method);
            if (first != null) {
                problems.add(
                        ErrorCode.WINDOW_UNMATCHED,
                        method,
                        shown + " is already on " + first.getName() + "(): keep one method");
            } else if (!known.contains(name)) {
                problems.add(
                        ErrorCode.WINDOW_UNMATCHED,
                        method,
                        shown + " names no window of this listener: known are " + known);
            }
        }
        return byName;
    }

    private Listener.Window window(
            Listener.Window window, @Nullable MethodElement merge, @Nullable MethodElement result) {
        WindowModel m = window.model();
        if (result == null) {
            problems.add(
                    ErrorCode.NO_WINDOW_METHOD,
                    window.where(),
                    "window '" + m.name() + "' has a result that nobody takes: add @OnWindow(\"" + m.name()
                            + "\") void closed(@KafkaKey " + key.shown() + " key, WindowSpan span, "
                            + window.accumulator().shown() + " result)");
        }
        if (merge != null) {
            checkMerge(merge, window.accumulator());
        }
        String merged = merge == null ? window.merge() : mergeCall(merge, window.accumulator());
        return new Listener.Window(
                m.withMethods(merged != null, result == null ? "" : result.getName()),
                window.types(),
                window.where(),
                window.fold(),
                window.gap(),
                merged,
                result == null ? null : call(result, window.accumulator()));
    }

    /** With the gap that its records say, if that is how it is declared. */
    private Listener.Window withGap(Listener.Window window, @Nullable MethodElement gap) {
        WindowModel m = window.model();
        SourceType element = window.types().element();
        if (m.span().gapByRecord() && gap == null) {
            problems.add(
                    ErrorCode.GAP,
                    window.where(),
                    "session '" + m.name() + "' has no gap: write gap = \"30m\", or add @Gap(\"" + m.name()
                            + "\") static long gap(" + element.shown() + " body), in milliseconds");
        } else if (!m.span().gapByRecord() && gap != null) {
            String why = m.kind() == WindowKind.SESSION
                    ? "has a gap already: remove gap = \"..\" or "
                    : "is no session, and has no gap: remove ";
            problems.add(ErrorCode.GAP, gap, "window '" + m.name() + "' " + why + gap.getName() + "()");
        } else if (gap != null) {
            return new Listener.Window(
                    m, window.types(), window.where(), window.fold(), gapCall(gap, element), window.merge(), null);
        }
        return window;
    }

    private String gapCall(MethodElement gap, SourceType element) {
        boolean right = gap.getParameters().length == 1
                && gap.getReturnType().getName().equals("long")
                && SourceTypes.name(gap.getParameters()[0].getGenericType()).equals(element.name());
        if (!right) {
            problems.add(
                    ErrorCode.WINDOW_SIGNATURE,
                    gap,
                    "@Gap " + gap.getName() + "() does not fit its window: write static long " + gap.getName() + "("
                            + element.shown() + " body), in milliseconds");
        }
        return handler + "." + gap.getName() + "(" + element.cast("body") + ")";
    }

    private void checkMerge(MethodElement merge, SourceType accumulator) {
        boolean right = merge.getParameters().length == 2
                && SourceTypes.name(merge.getGenericReturnType()).equals(accumulator.name());
        for (ParameterElement parameter : merge.getParameters()) {
            right &= SourceTypes.name(parameter.getGenericType()).equals(accumulator.name());
        }
        if (!right) {
            problems.add(
                    ErrorCode.WINDOW_SIGNATURE,
                    merge,
                    "@Merge " + merge.getName() + "() does not fit its window: write static " + accumulator.shown()
                            + " "
                            + merge.getName() + "(" + accumulator.shown() + " earlier, " + accumulator.shown()
                            + " later)");
        }
    }

    private String mergeCall(MethodElement merge, SourceType accumulator) {
        return handler + "." + merge.getName() + "(" + accumulator.cast("earlier") + ", " + accumulator.cast("later")
                + ")";
    }

    private String call(MethodElement method, SourceType accumulator) {
        List<String> arguments = new ArrayList<>();
        for (ParameterElement parameter : method.getParameters()) {
            String type = SourceTypes.name(parameter.getGenericType());
            if (Keys.isKey(parameter)) {
                arguments.add(key.cast("key"));
            } else if (type.equals(WindowSpan.class.getName())) {
                arguments.add("span");
            } else if (type.equals(accumulator.name())) {
                arguments.add(accumulator.cast("accumulator"));
            } else {
                problems.add(
                        ErrorCode.PARAMETER,
                        parameter,
                        "'" + parameter.getName() + "' cannot be given to a window's method: take @KafkaKey, WindowSpan"
                                + " and the result as " + accumulator.shown());
            }
        }
        return results.send(method, "target." + method.getName() + "(" + String.join(", ", arguments) + ")");
    }
}
