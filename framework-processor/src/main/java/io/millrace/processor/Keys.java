package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import io.millrace.model.ErrorCode;
import io.millrace.model.TypeModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the one key type of a listener: the first {@code @KafkaKey} says it, all others must agree. */
final class Keys {
    /** Taken where no method has a key, so that the rest of the listener can still be checked. */
    private static final SourceType STAND_IN =
            new SourceType(new TypeModel("java.lang.String", List.of(), true), "TypeRef.of(java.lang.String.class)");

    private final SourceTypes types;
    private final Problems problems;
    private @Nullable SourceType key;
    private String saidBy = "";

    Keys(SourceTypes types, Problems problems) {
        this.types = types;
        this.problems = problems;
    }

    static boolean isKey(ParameterElement parameter) {
        return parameter.hasAnnotation(Foreign.KAFKA_KEY);
    }

    void read(MethodElement method) {
        for (ParameterElement parameter : method.getParameters()) {
            if (isKey(parameter)) {
                agree(types.read(parameter.getGenericType(), parameter), method, parameter);
            }
        }
    }

    private void agree(@Nullable SourceType type, MethodElement method, Element where) {
        if (type == null) {
            return;
        }
        if (key == null) {
            key = type;
            saidBy = method.getName();
        } else if (!key.is(type)) {
            problems.add(
                    ErrorCode.KEY_MISMATCH,
                    where,
                    "key is " + type.shown() + " here but " + key.shown() + " in " + saidBy
                            + "(): all inputs and timers of a listener have one key type");
        }
    }

    SourceType keyOf(ClassElement handler, boolean anyInput) {
        if (key != null) {
            return key;
        }
        if (anyInput) {
            problems.add(
                    ErrorCode.NO_KEY,
                    handler,
                    "no method of '" + SourceTypes.shown(handler)
                            + "' takes the key, so its type is not known: add a parameter such as @KafkaKey String key");
        }
        return STAND_IN;
    }
}
