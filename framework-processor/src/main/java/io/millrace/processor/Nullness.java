package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether source allows null: by the annotation's simple name, for every library has its own. */
final class Nullness {
    private Nullness() {}

    static boolean allowsNull(ParameterElement parameter) {
        return allowsNull(parameter, parameter.getGenericType());
    }

    /** What the method returns. */
    static boolean allowsNull(MethodElement method) {
        return allowsNull(method, method.getGenericReturnType());
    }

    /** On the element, or on its type: JSpecify's annotation belongs to types. */
    private static boolean allowsNull(Element element, ClassElement type) {
        return element.isNullable()
                || Stream.of(
                                element.getAnnotationNames(),
                                type.getAnnotationNames(),
                                type.getTypeAnnotationMetadata().getAnnotationNames())
                        .flatMap(Set::stream)
                        .anyMatch(Nullness::isNullable);
    }

    private static boolean isNullable(@Nullable String annotation) {
        return annotation != null && annotation.endsWith(".Nullable");
    }
}
