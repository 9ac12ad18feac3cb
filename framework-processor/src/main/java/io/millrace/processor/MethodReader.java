package io.millrace.processor;

import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.ElementQuery;
import io.micronaut.inject.ast.FieldElement;
import io.micronaut.inject.ast.MethodElement;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.Gap;
import io.millrace.api.InputTime;
import io.millrace.api.Merge;
import io.millrace.api.OnTimer;
import io.millrace.api.OnWindow;
import io.millrace.api.Priority;
import io.millrace.api.Repartition;
import io.millrace.api.TieBreak;
import io.millrace.api.To;
import io.millrace.api.Unfold;
import io.millrace.api.Watermark;
import io.millrace.model.ErrorCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sorts the handler's own methods by what their annotations make of them, and checks how they are declared. */
final class MethodReader {
    /** What a method can be. */
    enum Role {
        TOPIC(Foreign.TOPIC, false, true),
        REPARTITION(Repartition.class.getName(), false, true),
        ON_TIMER(OnTimer.class.getName(), false, false),
        EVENT_TIME(EventTime.class.getName(), true, false),
        WATERMARK(Watermark.class.getName(), true, false),
        TIE_BREAK(TieBreak.class.getName(), true, false),
        FOLD(Fold.class.getName(), true, false),
        UNFOLD(Unfold.class.getName(), true, false),
        MERGE(Merge.class.getName(), true, false),
        GAP(Gap.class.getName(), true, false),
        ON_WINDOW(OnWindow.class.getName(), false, false);

        private final String annotation;
        private final boolean pure;
        private final boolean listens;

        Role(String annotation, boolean pure, boolean listens) {
            this.annotation = annotation;
            this.pure = pure;
            this.listens = listens;
        }

        String shown() {
            return "@" + annotation.substring(annotation.lastIndexOf('.') + 1);
        }
    }

    private final ClassElement handler;
    private final Problems problems;
    private final Map<Role, List<MethodElement>> methods = new EnumMap<>(Role.class);

    /** Methods with a window annotation, whatever else they are. */
    final List<MethodElement> windows = new ArrayList<>();

    MethodReader(ClassElement handler, Problems problems) {
        this.handler = handler;
        this.problems = problems;
    }

    void read() {
        Set<String> components = handler.isRecord()
                ? handler.getEnclosedElements(ElementQuery.ALL_FIELDS.onlyInstance()).stream()
                        .map(FieldElement::getName)
                        .collect(Collectors.toSet())
                : Set.of();
        handler.getEnclosedElements(ElementQuery.ALL_METHODS).stream()
                .filter(method -> !method.getDeclaringType().getName().equals(handler.getName()))
                .forEach(this::refuseInherited);
        for (MethodElement method : handler.getEnclosedElements(ElementQuery.ALL_METHODS.onlyDeclared())) {
            // A component's annotations are on its accessor too.
            boolean accessor = !method.hasParameters() && components.contains(method.getName());
            if (!accessor) {
                readMethod(method);
            }
        }
    }

    /** Methods of that role, in the order of the source. */
    List<MethodElement> of(Role role) {
        return methods.getOrDefault(role, List.of());
    }

    /** The methods that take records. */
    List<MethodElement> listening() {
        return Stream.of(Role.TOPIC, Role.REPARTITION)
                .flatMap(role -> of(role).stream())
                .toList();
    }

    private static Set<Role> roles(MethodElement method) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (Foreign.declared(method, role.annotation)) {
                roles.add(role);
            }
        }
        return roles;
    }

    private void refuseInherited(MethodElement method) {
        roles(method).stream()
                .findFirst()
                .ifPresent(role -> problems.add(
                        ErrorCode.HANDLER_SHAPE,
                        handler,
                        role.shown() + " method " + method.getName() + "() of "
                                + method.getDeclaringType().getSimpleName()
                                + " is not read: write it in the handler itself"));
    }

    /** What belongs to methods that take records, on one that does not; a window's result may be sent as well. */
    private void checkPlace(MethodElement method, Set<Role> roles) {
        if (roles.stream().anyMatch(role -> role.listens)) {
            return;
        }
        for (Class<?> annotation : List.of(To.class, Priority.class, InputTime.class)) {
            boolean sends = annotation == To.class && roles.contains(Role.ON_WINDOW);
            if (method.hasDeclaredAnnotation(annotation.getName()) && !sends) {
                problems.add(
                        ErrorCode.MISPLACED,
                        method,
                        "@" + annotation.getSimpleName() + " on " + method.getName()
                                + "() means nothing: it belongs on a method with @Topic or @Repartition");
            }
        }
    }

    private void readMethod(MethodElement method) {
        Set<Role> roles = roles(method);
        checkPlace(method, roles);
        if (WindowReader.isWindow(method)) {
            windows.add(method);
        }
        if (roles.isEmpty()) {
            return;
        }
        if (roles.size() > 1) {
            problems.add(
                    ErrorCode.ROLES,
                    method,
                    method.getName() + "() is "
                            + roles.stream().map(Role::shown).collect(Collectors.joining(" and "))
                            + ": write one method for each");
            return;
        }
        Role role = roles.iterator().next();
        checkDeclaration(method, role);
        methods.computeIfAbsent(role, any -> new ArrayList<>()).add(method);
    }

    private void checkDeclaration(MethodElement method, Role role) {
        if (method.isPrivate()) {
            problems.add(
                    ErrorCode.PRIVATE,
                    method,
                    method.getName() + "() is private: generated code in the same package calls it, so drop private");
        }
        if (role.pure != method.isStatic()) {
            String write = role.pure
                    ? "must be static: it is pure and may not see the handler's state"
                    : "must not be static: it works on the handler's state";
            problems.add(ErrorCode.STATIC, method, role.shown() + " method " + method.getName() + "() " + write);
        }
        for (ClassElement thrown : method.getThrownTypes()) {
            if (thrown.getName().equals(Throwable.class.getName())) {
                problems.add(
                        ErrorCode.THROWS,
                        method,
                        method.getName()
                                + "() throws Throwable: declare Exception or less, errors are not for handlers");
            }
        }
        if (method.isAbstract()) {
            problems.add(ErrorCode.HANDLER_SHAPE, method, method.getName() + "() must have a body");
        }
    }

    /** The topics of one method, in all {@code @Topic} annotations on it. */
    List<String> topics(MethodElement method) {
        List<String> topics = new ArrayList<>();
        for (AnnotationValue<?> topic : method.getAnnotationValuesByName(Foreign.TOPIC)) {
            topics.addAll(List.of(topic.stringValues()));
            boolean patterns = topic.stringValues("patterns").length > 0;
            if (patterns || topic.stringValues().length == 0) {
                String shown = patterns ? "@Topic(patterns = ..)" : "@Topic without a name";
                problems.add(
                        ErrorCode.TOPIC,
                        method,
                        shown + " on " + method.getName()
                                + "(): state is bound to known topics, so name them: @Topic(\"payments\")");
            }
        }
        return topics;
    }
}
