package io.millrace.processor;

import io.millrace.model.TypeModel;

/**
 * A type of the user's source.
 *
 * @param model its name is also its Java text; primitives are boxed
 * @param typeRef the Java expression of its {@code TypeRef}
 */
record SourceType(TypeModel model, String typeRef) {
    String name() {
        return model.name();
    }

    /** As people write it: without packages. */
    String shown() {
        return shown(name());
    }

    static String shown(String name) {
        return name.replaceAll("\\b(?:[a-z]\\w*\\.)+", "");
    }

    /** The Java expression that hands over an untyped value as this type. */
    String cast(String expression) {
        return "(" + name() + ") " + expression;
    }

    boolean is(SourceType other) {
        return name().equals(other.name());
    }
}
