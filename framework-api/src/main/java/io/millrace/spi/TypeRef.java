package io.millrace.spi;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A type with its generic arguments, as a live class: what codecs and serdes are chosen by.
 *
 * @param raw the class; boxed for primitives
 * @param arguments its generic arguments, empty if it has none
 */
public record TypeRef(Class<?> raw, List<TypeRef> arguments) {
    public TypeRef {
        arguments = List.copyOf(arguments);
    }

    public static TypeRef of(Class<?> raw, TypeRef... arguments) {
        return new TypeRef(raw, List.of(arguments));
    }

    /** As in source: {@code java.util.List<java.lang.String>}. */
    @Override
    public String toString() {
        return arguments.isEmpty()
                ? raw.getCanonicalName()
                : raw.getCanonicalName()
                        + arguments.stream().map(TypeRef::toString).collect(Collectors.joining(",", "<", ">"));
    }
}
