package io.millrace.model;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The types that the state codec knows by name: the compiler refuses others with the help of this list, and the codecs'
 * own test compares it with what they can do.
 */
public final class StoredTypes {
    /** Stored as they are. */
    public static final Set<String> SIMPLE = named(
            "java.lang.Long",
            "java.lang.Integer",
            "java.lang.Short",
            "java.lang.Byte",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.lang.String",
            "byte[]",
            "java.time.Instant",
            "java.time.Duration",
            "java.time.LocalDate",
            "java.time.LocalTime",
            "java.time.LocalDateTime",
            "java.util.UUID",
            "java.math.BigInteger",
            "java.math.BigDecimal");

    /** Of one type argument. */
    public static final Set<String> COLLECTIONS = named(
            "java.util.List",
            "java.util.Collection",
            "java.util.Set",
            "java.util.ArrayList",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.TreeSet");

    /** Of two type arguments. */
    public static final Set<String> MAPS =
            named("java.util.Map", "java.util.HashMap", "java.util.LinkedHashMap", "java.util.TreeMap");

    /** Keys of a map state, whose order is that of their bytes; enums besides. */
    public static final Set<String> MAP_KEYS = named(
            "java.lang.Long",
            "java.lang.Integer",
            "java.lang.Boolean",
            "java.lang.Double",
            "java.lang.String",
            "byte[]",
            "java.util.UUID",
            "java.time.Instant",
            "java.time.LocalDate");

    private StoredTypes() {}

    private static Set<String> named(String... names) {
        return Stream.of(names).collect(Collectors.toUnmodifiableSet());
    }
}
