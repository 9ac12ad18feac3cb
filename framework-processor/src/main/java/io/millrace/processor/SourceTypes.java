package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.ast.ElementQuery;
import io.micronaut.inject.ast.FieldElement;
import io.micronaut.inject.visitor.VisitorContext;
import io.millrace.api.CanonicalKey;
import io.millrace.api.Immutable;
import io.millrace.model.ErrorCode;
import io.millrace.model.TypeModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the compiler's types into names, expressions, and the knowledge whether their values can change. */
final class SourceTypes {
    private static final Map<String, String> BOXES = Map.of(
            "boolean", "java.lang.Boolean",
            "byte", "java.lang.Byte",
            "short", "java.lang.Short",
            "char", "java.lang.Character",
            "int", "java.lang.Integer",
            "long", "java.lang.Long",
            "float", "java.lang.Float",
            "double", "java.lang.Double");

    private static final Set<String> IMMUTABLE = Stream.concat(
                    BOXES.values().stream(),
                    Stream.of(
                            "java.lang.String",
                            "java.math.BigDecimal",
                            "java.math.BigInteger",
                            "java.util.UUID",
                            "java.util.Currency",
                            "java.util.Locale"))
            .collect(Collectors.toUnmodifiableSet());

    private final VisitorContext context;
    private final Problems problems;

    SourceTypes(VisitorContext context, Problems problems) {
        this.context = context;
        this.problems = problems;
    }

    /** The type, or null after a problem was reported. */
    @Nullable
    SourceType read(ClassElement type, Element where) {
        return usable(type, where)
                ? new SourceType(new TypeModel(name(type), fields(type), immutable(type), canonical(type)), ref(type))
                : null;
    }

    private static boolean canonical(ClassElement type) {
        return !type.isArray() && type.hasDeclaredAnnotation(CanonicalKey.class);
    }

    /** Whether generated code can name the type; a problem is reported if not. */
    boolean usable(ClassElement type, Element where) {
        if (open(type)) {
            problems.add(
                    ErrorCode.TYPE,
                    where,
                    "type '" + SourceType.shown(type.getCanonicalName())
                            + "' is not fully known: write all its type arguments, without wildcards and type variables");
            return false;
        }
        ClassElement hidden = hidden(type);
        if (hidden != null) {
            problems.add(
                    ErrorCode.PRIVATE,
                    where,
                    "type '" + shown(hidden)
                            + "' is private: generated code in the same package must see it, so drop private");
            return false;
        }
        return true;
    }

    /** The type's name as {@link #read} would give it, without asking whether it is usable. */
    static String name(ClassElement type) {
        if (type.isArray()) {
            return arrayName(type);
        }
        String name = BOXES.getOrDefault(type.getName(), type.getCanonicalName());
        return arguments(type).isEmpty()
                ? name
                : arguments(type).stream().map(SourceTypes::name).collect(Collectors.joining(",", name + "<", ">"));
    }

    /** As people write it: without packages. */
    static String shown(ClassElement type) {
        return SourceType.shown(name(type));
    }

    private static String arrayName(ClassElement type) {
        return unboxed(type.fromArray()) + "[]";
    }

    private static String unboxed(ClassElement type) {
        return type.isPrimitive() && !type.isArray() ? type.getName() : name(type);
    }

    private static String ref(ClassElement type) {
        String erased = raw(type).replaceAll("<[^\\[]*>", "");
        return Stream.concat(
                        Stream.of(erased + ".class"), arguments(type).stream().map(SourceTypes::ref))
                .collect(Collectors.joining(", ", "TypeRef.of(", ")"));
    }

    /** The type's name without its arguments; boxed. */
    static String raw(ClassElement type) {
        return type.isArray() ? arrayName(type) : BOXES.getOrDefault(type.getName(), type.getCanonicalName());
    }

    static List<ClassElement> arguments(ClassElement type) {
        return type.isArray() ? List.of() : List.copyOf(type.getTypeArguments().values());
    }

    private static boolean open(ClassElement type) {
        return type.isRawType()
                || type.isWildcard()
                || type.isTypeVariable()
                || type.isGenericPlaceholder()
                || arguments(type).stream().anyMatch(SourceTypes::open);
    }

    private static @Nullable ClassElement hidden(ClassElement type) {
        if (type.isPrivate()) {
            return type;
        }
        return Stream.concat(type.getEnclosingType().stream(), arguments(type).stream())
                .map(SourceTypes::hidden)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A record's components, or what a sealed type permits: the types that stored values consist of. */
    List<ClassElement> parts(ClassElement type) {
        return type.isRecord()
                ? components(type).map(FieldElement::getGenericType).toList()
                : Sealed.permitted(type, context);
    }

    /** All components, those of records within by path: {@code owner.name:java.lang.String}. */
    private List<String> fields(ClassElement type) {
        List<String> fields = new ArrayList<>();
        addFields(type, "", new HashSet<>(), fields);
        return fields;
    }

    private void addFields(ClassElement type, String path, Set<String> above, List<String> fields) {
        if (type.isArray() || !above.add(name(type))) {
            return;
        }
        components(type).forEach(component -> {
            ClassElement of = component.getGenericType();
            fields.add(path + component.getName() + ":" + unboxed(of));
            addFields(of, path + component.getName() + ".", above, fields);
        });
        arguments(type).forEach(argument -> {
            if (!type.isRecord()) {
                addFields(argument, path, above, fields);
            }
        });
        Sealed.permitted(type, context)
                .forEach(each -> addFields(each, path + each.getSimpleName() + ".", above, fields));
        above.remove(name(type));
    }

    /** A record's instance fields are its components; other than constructor parameters they keep generic types. */
    private static Stream<FieldElement> components(ClassElement type) {
        return type.isRecord() && !type.isArray()
                ? type
                        .getEnclosedElements(
                                ElementQuery.ALL_FIELDS.onlyDeclared().onlyInstance())
                        .stream()
                : Stream.empty();
    }

    /** Whether values can never change. Of a key no promise is taken: what could change may also have several forms. */
    static boolean immutable(ClassElement type) {
        return immutable(type, !canonical(type), new HashSet<>());
    }

    /** Collections are not: the declared type does not tell whether the object behind it is unmodifiable. */
    private static boolean immutable(ClassElement type, boolean promises, Set<String> above) {
        if (type.isArray()) {
            return false;
        }
        String name = BOXES.getOrDefault(type.getName(), type.getName());
        if (type.isEnum()
                || IMMUTABLE.contains(name)
                || type.getPackageName().equals("java.time")
                || Packing.is(type)) {
            return true;
        }
        boolean promised = promises && type.hasDeclaredAnnotation(Immutable.class);
        if (!promised && !type.isRecord()) {
            return false;
        }
        Stream<ClassElement> parts =
                promised ? arguments(type).stream() : components(type).map(FieldElement::getGenericType);
        return !above.add(name(type)) || parts.allMatch(part -> immutable(part, promises, above));
    }
}
