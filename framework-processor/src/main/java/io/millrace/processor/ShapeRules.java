package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.ElementQuery;
import io.micronaut.inject.ast.FieldElement;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import io.millrace.model.ErrorCode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a handler class must be, whatever its methods do: reachable, without heap state, without foreign machinery. */
final class ShapeRules {
    private static final String AROUND = "io.micronaut.aop.Around";
    private static final String SCOPE = "jakarta.inject.Scope";

    private static final Set<String> LOGGERS = Set.of(
            "org.slf4j.Logger",
            "java.lang.System$Logger",
            "java.util.logging.Logger",
            "org.apache.logging.log4j.Logger",
            "org.apache.commons.logging.Log");

    private static final Set<String> CONSTANTS = Set.of(
            "java.util.regex.Pattern",
            "java.nio.charset.Charset",
            "java.net.URI",
            "java.lang.Class",
            "java.util.OptionalInt",
            "java.util.OptionalLong");

    private final ClassElement handler;
    private final Problems problems;
    private final String shown;

    ShapeRules(ClassElement handler, Problems problems) {
        this.handler = handler;
        this.problems = problems;
        this.shown = SourceType.shown(handler.getCanonicalName());
    }

    void check() {
        checkKind();
        checkAnnotations();
        Map<String, ClassElement> parameters = handler.getPrimaryConstructor().stream()
                .map(MethodElement::getParameters)
                .flatMap(Stream::of)
                .collect(Collectors.toMap(ParameterElement::getName, ParameterElement::getGenericType));
        for (FieldElement field : handler.getEnclosedElements(ElementQuery.ALL_FIELDS)) {
            checkField(field, parameters);
        }
    }

    private void checkKind() {
        if (enclosingPrivate(handler)) {
            problems.add(
                    ErrorCode.PRIVATE,
                    handler,
                    "handler '" + shown
                            + "' is private: generated code in the same package must see it, so drop private");
        } else if (handler.getPackageName().isEmpty()) {
            shape("is in the unnamed package: give it a package, generated code needs one");
        } else if (handler.isInterface() || handler.isEnum() || handler.isAbstract()) {
            shape("must be a record, or a class that is not abstract");
        } else if (handler.isInner() && !handler.isStatic() && !handler.isRecord()) {
            shape("is an inner class: make it static");
        } else if (!handler.getDeclaredGenericPlaceholders().isEmpty()) {
            shape("has type parameters: write the types, there is one handler per listener");
        } else if (handler.getSuperType().filter(ShapeRules::isOfAUser).isPresent()) {
            shape("extends " + handler.getSuperType().orElseThrow().getSimpleName()
                    + ": a handler stands by itself, so put what is shared into a bean or into static methods");
        } else if (handler.getPrimaryConstructor().isEmpty()) {
            shape("has no constructor to use: write exactly one that is not private and takes the handles");
        }
    }

    private static boolean isOfAUser(ClassElement type) {
        return !type.getName().equals("java.lang.Object") && !type.getName().equals("java.lang.Record");
    }

    private static boolean enclosingPrivate(ClassElement type) {
        return type.isPrivate()
                || type.getEnclosingType().map(ShapeRules::enclosingPrivate).orElse(false);
    }

    private void shape(String message) {
        problems.add(ErrorCode.HANDLER_SHAPE, handler, "handler '" + shown + "' " + message);
    }

    private void checkAnnotations() {
        for (String clashing : Foreign.CLASHING) {
            if (handler.hasAnnotation(clashing)) {
                clash("@" + clashing.substring(clashing.lastIndexOf('.') + 1)
                        + " starts a consumer of its own: remove it, @StatefulListener takes its place");
            }
        }
        handler.getAnnotationNameByStereotype(SCOPE)
                .ifPresent(scope -> clash("@" + scope.substring(scope.lastIndexOf('.') + 1)
                        + " gives handlers a scope: remove it, the engine makes one instance per task"));
        if (handler.hasStereotype(AROUND)) {
            clash(around("handler '" + shown + "'"));
        }
        for (MethodElement method : handler.getEnclosedElements(ElementQuery.ALL_METHODS.onlyDeclared())) {
            if (method.hasDeclaredStereotype(AROUND)) {
                problems.add(ErrorCode.HANDLER_ANNOTATION, method, around(method.getName() + "()"));
            }
            for (String clashing : Foreign.CLASHING) {
                if (method.hasDeclaredAnnotation(clashing)) {
                    problems.add(
                            ErrorCode.HANDLER_ANNOTATION,
                            method,
                            "@" + clashing.substring(clashing.lastIndexOf('.') + 1) + " on " + method.getName()
                                    + "() belongs to other listeners: remove it, @To and @OnFailure take its place");
                }
            }
        }
    }

    private static String around(String what) {
        return "around advice on " + what + ": remove it, generated code calls methods directly";
    }

    private void clash(String message) {
        problems.add(ErrorCode.HANDLER_ANNOTATION, handler, message);
    }

    private void checkField(FieldElement field, Map<String, ClassElement> parameters) {
        if (field.isStatic()) {
            checkStatic(field);
        } else if (!field.isFinal()) {
            heap(
                    field,
                    "field '" + field.getName() + "' is not final: heap state is lost when a task moves, so keep it in"
                            + " a handle (ValueState, MapState, ..)");
        } else if (handler.isRecord()) {
            return; // Its components are its parameters.
        } else if (!parameters.containsKey(field.getName())) {
            heap(
                    field,
                    "field '" + field.getName() + "' is no constructor parameter: state made in the constructor is"
                            + " lost when a task moves, so take it as a parameter of that name");
        } else {
            String given = SourceTypes.name(parameters.get(field.getName()));
            String kept = SourceTypes.name(field.getGenericType());
            if (!given.equals(kept)) {
                heap(
                        field,
                        "field '" + field.getName() + "' is " + SourceType.shown(kept) + " but the constructor takes "
                                + SourceType.shown(given)
                                + " of that name: what is made of it is lost when a task moves,"
                                + " so keep the parameter as it is");
            }
        }
    }

    private void checkStatic(FieldElement field) {
        ClassElement type = field.getGenericType();
        if (!field.isFinal()) {
            heap(
                    field,
                    "static field '" + field.getName() + "' would be state that no commit holds: make it a"
                            + " constant, or keep state in a handle");
        } else if (!SourceTypes.immutable(type) && !isConstant(type)) {
            heap(
                    field,
                    "static field '" + field.getName() + "' holds " + SourceTypes.shown(type) + ", which may change and"
                            + " which no commit holds: use an enum, a record or another type that cannot change, inject a"
                            + " bean, or keep state in a handle");
        }
    }

    /** Beyond what state may share: types whose values never change, or are no state. */
    private static boolean isConstant(ClassElement type) {
        return CONSTANTS.contains(type.getName())
                || LOGGERS.contains(type.getName())
                || type.getPackageName().equals("java.time.format")
                || type.getName().startsWith("com.google.common.collect.Immutable");
    }

    private void heap(FieldElement field, String message) {
        problems.add(ErrorCode.HEAP_STATE, field, message);
    }
}
