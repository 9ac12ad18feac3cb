package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.millrace.model.ErrorCode;
import io.millrace.model.StoredTypes;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which types the state codec takes, as it would say at the start; here it is said on the user's line. */
final class StoredRules {
    private static final String USE =
            ": use a record, an enum, a sealed interface of these, a simple type (numbers, String,"
                    + " Instant, Duration, LocalDate, LocalTime, LocalDateTime, UUID, byte[]), a List, Set or Map of these,"
                    + " or a class that is Packed";

    private final SourceTypes types;
    private final Problems problems;

    /** The binary names of all records, sealed types and packed classes that are stored. */
    final Set<String> found = new TreeSet<>();

    StoredRules(SourceTypes types, Problems problems) {
        this.types = types;
        this.problems = problems;
    }

    void checkValue(String handle, ClassElement type, Element where) {
        ClassElement refused = refused(type, new HashSet<>());
        if (refused != null) {
            problems.add(
                    ErrorCode.STORED_TYPE,
                    where,
                    "'" + handle + "' cannot store " + part(refused, type) + remedy(refused));
        }
    }

    private static String remedy(ClassElement refused) {
        return Packing.is(refused) ? ": " + Packing.form(refused) : USE;
    }

    void checkMapKey(String handle, ClassElement type, Element where) {
        if (!type.isEnum() && !StoredTypes.MAP_KEYS.contains(SourceTypes.name(type))) {
            problems.add(
                    ErrorCode.MAP_KEY,
                    where,
                    "'" + handle + "' cannot have keys of type " + SourceTypes.shown(type) + ": use "
                            + StoredTypes.MAP_KEYS.stream()
                                    .map(SourceType::shown)
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + " or an enum");
        }
    }

    /** Two ids are the same timer if their bytes are the same: sets and maps have no order that is theirs. */
    void checkTimerId(String handle, ClassElement type, Element where) {
        ClassElement refused = refused(type, new HashSet<>());
        if (refused == null) {
            refused = unordered(type, new HashSet<>());
        }
        if (refused != null) {
            problems.add(
                    ErrorCode.TIMER_ID,
                    where,
                    "'" + handle + "' cannot have ids of " + part(refused, type)
                            + ": use a simple type (numbers, String, Instant, UUID), an enum, or a record of these");
        }
    }

    private static String part(ClassElement refused, ClassElement of) {
        String name = SourceTypes.shown(refused);
        return refused == of ? "type " + name : "type " + name + ", which is part of " + SourceTypes.shown(of);
    }

    /** The first part that cannot be stored; null if there is none. */
    private @Nullable ClassElement refused(ClassElement type, Set<String> above) {
        String name = SourceTypes.name(type);
        String raw = SourceTypes.raw(type);
        List<ClassElement> arguments = SourceTypes.arguments(type);
        if (StoredTypes.SIMPLE.contains(name) || type.isEnum()) {
            return null;
        }
        if (type.isWildcard() || type.isArray()) {
            return type;
        }
        if (Packing.is(type)) {
            found.add(type.getName());
            return Packing.wellFormed(type) ? null : type;
        }
        boolean collection = StoredTypes.COLLECTIONS.contains(raw) && arguments.size() == 1
                || StoredTypes.MAPS.contains(raw) && arguments.size() == 2;
        if (!collection && !above.add(name)) {
            return null;
        }
        List<ClassElement> parts = collection ? arguments : types.parts(type);
        if (!collection && !type.isRecord() && parts.isEmpty()) {
            return type;
        }
        if (!collection) {
            found.add(type.getName());
        }
        return firstOf(parts, part -> refused(part, above));
    }

    private @Nullable ClassElement unordered(ClassElement type, Set<String> above) {
        String raw = SourceTypes.raw(type);
        if (StoredTypes.MAPS.contains(raw) || raw.endsWith("Set")) {
            return type;
        }
        if (!above.add(SourceTypes.name(type))) {
            return null;
        }
        List<ClassElement> parts =
                StoredTypes.COLLECTIONS.contains(raw) ? SourceTypes.arguments(type) : types.parts(type);
        return firstOf(parts, part -> unordered(part, above));
    }

    private static @Nullable ClassElement firstOf(
            List<ClassElement> parts, Function<ClassElement, @Nullable ClassElement> check) {
        return parts.stream().map(check).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
