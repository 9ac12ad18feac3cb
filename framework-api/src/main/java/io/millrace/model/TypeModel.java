package io.millrace.model;

import java.util.List;

/**
 * A type as it stands in the source, with what a change of it would do to stored data.
 *
 * @param name fully qualified, generic arguments included: {@code java.util.Map<java.lang.String,java.time.Instant>}
 * @param fields a record's components in order, {@code name:type}; empty for other types
 * @param immutable whether instances can never change, so that live objects may be handed out without a copy
 * @param canonical whether its author promises that equal values have equal bytes as a key
 */
public record TypeModel(String name, List<String> fields, boolean immutable, boolean canonical) {
    public TypeModel {
        fields = List.copyOf(fields);
    }

    /** A type without such a promise. */
    public TypeModel(String name, List<String> fields, boolean immutable) {
        this(name, fields, immutable, false);
    }

    /** As people write it: without packages. */
    public String shown() {
        return name.replaceAll("\\b(?:[a-z]\\w*\\.)+", "");
    }
}
