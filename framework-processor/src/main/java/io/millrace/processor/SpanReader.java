package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.visitor.VisitorContext;
import io.millrace.api.CountWindow;
import io.millrace.api.CumulatingWindow;
import io.millrace.api.CustomWindow;
import io.millrace.api.GlobalWindow;
import io.millrace.api.HoppingWindow;
import io.millrace.api.SessionWindow;
import io.millrace.api.SlidingWindow;
import io.millrace.api.TumblingWindow;
import io.millrace.api.WindowHierarchy;
import io.millrace.model.Durations;
import io.millrace.model.ErrorCode;
import io.millrace.model.SpanModel;
import io.millrace.model.WindowKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what the windows of one annotation cover. */
final class SpanReader {
    private static final Map<String, WindowKind> KINDS = Map.of(
            TumblingWindow.class.getName(), WindowKind.TUMBLING,
            HoppingWindow.class.getName(), WindowKind.HOPPING,
            SessionWindow.class.getName(), WindowKind.SESSION,
            SlidingWindow.class.getName(), WindowKind.SLIDING,
            CumulatingWindow.class.getName(), WindowKind.CUMULATING,
            WindowHierarchy.class.getName(), WindowKind.HIERARCHY,
            GlobalWindow.class.getName(), WindowKind.GLOBAL,
            CountWindow.class.getName(), WindowKind.COUNT,
            CustomWindow.class.getName(), WindowKind.CUSTOM);

    private static final long UNREADABLE = 0;

    private final VisitorContext context;
    private final MethodElement method;
    private final String annotation;
    private final Problems problems;

    SpanReader(VisitorContext context, MethodElement method, String annotation, Problems problems) {
        this.context = context;
        this.method = method;
        this.annotation = annotation;
        this.problems = problems;
    }

    /** The window annotations on that method. */
    static List<String> annotations(MethodElement method) {
        return KINDS.keySet().stream()
                .filter(annotation -> Foreign.declared(method, annotation))
                .toList();
    }

    SpanModel read() {
        return switch (KINDS.get(annotation)) {
            case TUMBLING -> SpanModel.tumbling(length("size", 1), offset());
            case HOPPING -> {
                long size = length("size", 1);
                yield SpanModel.hopping(size, length("slide", size), offset());
            }
            case SESSION -> SpanModel.session(text("gap").isEmpty() ? 0 : length("gap", 1));
            case SLIDING -> SpanModel.sliding(length("size", 1));
            case CUMULATING -> {
                long step = length("step", 1);
                yield SpanModel.cumulating(length("size", 2 * step), step, offset());
            }
            case HIERARCHY -> SpanModel.hierarchy(levels(), offset());
            case GLOBAL -> SpanModel.global();
            case COUNT -> {
                int size = method.intValue(annotation, "size").orElse(0);
                int every = method.intValue(annotation, "every").orElse(0);
                yield SpanModel.count(size, every == 0 ? size : every);
            }
            case CUSTOM -> SpanModel.custom(assigner());
        };
    }

    private List<Long> levels() {
        List<Long> levels = new ArrayList<>();
        for (String level : method.stringValues(annotation, "levels")) {
            levels.add(problems.required(Durations::positiveMs, level, UNREADABLE, method));
        }
        // What is told already must not be told again as levels that do not nest.
        boolean told = levels.contains(UNREADABLE);
        return told ? List.of(1L, 2L) : levels.isEmpty() ? List.of(1L) : levels;
    }

    private String assigner() {
        ClassElement assigner = method.findAnnotation(annotation)
                .flatMap(window -> window.stringValue("assigner"))
                .flatMap(context::getClassElement)
                .orElse(null);
        if (assigner == null) {
            return "";
        }
        boolean made = !assigner.isAbstract()
                && !assigner.isPrivate()
                && (!assigner.isInner() || assigner.isStatic())
                && assigner.getDefaultConstructor().filter(this::callable).isPresent();
        if (!made) {
            problems.add(
                    ErrorCode.ASSIGNER,
                    method,
                    SourceTypes.shown(assigner) + " cannot be made: it must be a class of its own or a"
                            + " static one, neither abstract nor private, with a constructor without parameters that the"
                            + " listener can call");
        }
        return assigner.getName();
    }

    /** By what is generated, which stands in the listener's package. */
    private boolean callable(MethodElement constructor) {
        String listener = method.getDeclaringType().getPackageName();
        boolean near = constructor.getDeclaringType().getPackageName().equals(listener);
        return constructor.isPublic() || near && !constructor.isPrivate();
    }

    private long offset() {
        return problems.duration(Durations::zeroOrMoreMs, text("offset"), 0, method);
    }

    private long length(String member, long standIn) {
        return problems.required(Durations::positiveMs, text(member), standIn, method);
    }

    private String text(String member) {
        return method.stringValue(annotation, member).orElse("");
    }
}
