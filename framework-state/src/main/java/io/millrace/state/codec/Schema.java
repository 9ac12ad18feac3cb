package io.millrace.state.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stored bytes of a type mean: all that must not change unseen between the code that wrote them and the code that
 * reads them. Class names do not count; names of components, constants and permitted classes do. Immutable; can itself be
 * stored.
 */
public sealed interface Schema {
    /** A type with bytes of its own, by name. */
    record Simple(String type) implements Schema {}

    /** An enum's constants. */
    record Constants(TreeSet<String> names) implements Schema {}

    /** A container, by its kind, of others. */
    record Container(String kind, List<Schema> parts) implements Schema {}

    /** A record: its components now and, by version, before each of its upcasts. */
    record Structure(TreeMap<Integer, Components> versions) implements Schema {}

    /** The permitted classes of a sealed type. */
    record OneOf(TreeMap<String, Schema> permitted) implements Schema {}

    /** The type that stands so many steps further out, once more. */
    record Again(int out) implements Schema {}

    /** A record's components in one version. */
    record Components(TreeMap<String, Schema> types) {}

    /** Why values written as {@code stored} cannot be read as this; empty if they can. */
    default List<String> refusals(Schema stored) {
        List<String> refusals = new ArrayList<>();
        SchemaChange.refuse("", stored, this, false, refusals);
        return refusals;
    }

    /** This, with what {@code stored} had beside it: a name once used keeps its type, for values may still have it. */
    default Schema with(Schema stored) {
        return SchemaChange.union(stored, this);
    }

    /** As in source, names instead of classes: {@code {cents: Long, tags: list<String>}}. */
    default String text() {
        if (this instanceof Simple simple) {
            return simple.type();
        } else if (this instanceof Constants constants) {
            return String.join("|", constants.names());
        } else if (this instanceof Container container) {
            return container.parts().stream()
                    .map(Schema::text)
                    .collect(Collectors.joining(", ", container.kind() + "<", ">"));
        } else if (this instanceof Structure structure) {
            return structure.versions().values().stream()
                    .map(version -> members(version.types()))
                    .collect(Collectors.joining(" then "));
        } else if (this instanceof OneOf oneOf) {
            return "one of " + members(oneOf.permitted());
        }
        return "..";
    }

    private static String members(TreeMap<String, Schema> members) {
        return members.entrySet().stream()
                .map(member -> member.getKey() + ": " + member.getValue().text())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** The schemas of types under way, outermost first, so that one that contains itself comes to an end. */
    final class Path {
        private final List<Wire> under = new ArrayList<>();

        /** How far out the wire stands; null: it is not under way. */
        @Nullable
        Again again(Wire wire) {
            for (int i = under.size() - 1; i >= 0; i--) {
                if (under.get(i) == wire) {
                    return new Again(under.size() - i);
                }
            }
            return null;
        }

        void enter(Wire wire) {
            under.add(wire);
        }

        void leave() {
            under.remove(under.size() - 1);
        }
    }
}
