package io.millrace.state.codec;

import io.millrace.api.Upcast;
import io.millrace.spi.TypeRef;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the wires of one declared type, and of all that it is made of. Used once. */
final class WireFactory {
    private static final Map<Class<?>, Function<List<Object>, Object>> COLLECTIONS = Map.of(
            List.class, Collections::unmodifiableList,
            Collection.class, Collections::unmodifiableList,
            Set.class, elements -> Collections.unmodifiableSet(new LinkedHashSet<>(elements)),
            ArrayList.class, elements -> elements,
            HashSet.class, HashSet::new,
            LinkedHashSet.class, LinkedHashSet::new,
            TreeSet.class, TreeSet::new);
    private static final Map<Class<?>, Function<Map<Object, Object>, Object>> MAPS = Map.of(
            Map.class, Collections::unmodifiableMap,
            HashMap.class, HashMap::new,
            LinkedHashMap.class, entries -> entries,
            TreeMap.class, TreeMap::new);

    private final Map<TypeRef, Wire> made = new HashMap<>();
    private final Set<Class<?>> under = new HashSet<>();
    private final TypeRef root;

    WireFactory(TypeRef root) {
        this.root = root;
    }

    Wire make() {
        return of(root);
    }

    static Set<Class<?>> containers() {
        return Stream.of(COLLECTIONS, MAPS)
                .flatMap(known -> known.keySet().stream())
                .collect(Collectors.toSet());
    }

    private Wire of(TypeRef type) {
        Wire known = made.get(type);
        if (known == null) {
            known = PackedWire.takes(type.raw())
                    ? PackedWire.of(type.raw())
                    : type.raw().isRecord() ? ofRecord(type) : ofOther(type);
            made.put(type, known);
        }
        return known;
    }

    private Wire ofOther(TypeRef type) {
        Class<?> raw = type.raw();
        ScalarCodec<?> scalar = Scalars.of(raw);
        if (raw == Boolean.class) {
            return new BooleanWire();
        } else if (scalar != null) {
            return ScalarWire.of(scalar);
        } else if (raw.isEnum()) {
            return new EnumWire(new EnumCodec(raw));
        } else if (COLLECTIONS.containsKey(raw) && type.arguments().size() == 1) {
            String kind = Set.class.isAssignableFrom(raw) ? "set" : "list";
            return new CollectionWire(kind, of(type.arguments().get(0)), COLLECTIONS.get(raw));
        } else if (MAPS.containsKey(raw) && type.arguments().size() == 2) {
            return new MapWire(of(type.arguments().get(0)), of(type.arguments().get(1)), MAPS.get(raw));
        } else if (raw.isSealed() && raw.getTypeParameters().length == 0) {
            return ofSealed(raw);
        }
        throw refused(raw);
    }

    private IllegalArgumentException refused(Type part) {
        String where =
                part == root.raw() ? "" : ", which is part of " + root.raw().getTypeName() + ",";
        return new IllegalArgumentException(
                "MR-0420 values of type " + part.getTypeName() + where
                        + " cannot be stored; use a record, an enum, a sealed interface of these, a simple type (numbers, String,"
                        + " java.time, UUID, byte[]), a List, Set or Map of these with its type arguments, or a class that is Packed");
    }

    private Wire ofSealed(Class<?> type) {
        Map<String, Wire> permitted = new HashMap<>();
        for (Class<?> each : type.getPermittedSubclasses()) {
            if (permitted.put(each.getSimpleName(), of(TypeRef.of(each))) != null) {
                throw new IllegalArgumentException("MR-0424 two permitted classes of " + type.getName() + " are named "
                        + each.getSimpleName() + "; rename one of them");
            }
        }
        return new SealedWire(type, permitted);
    }

    private Wire ofRecord(TypeRef type) {
        RecordWire wire = new RecordWire(type.raw());
        made.put(type, wire);
        RecordComponent[] components = type.raw().getRecordComponents();
        TypeVariable<?>[] variables = type.raw().getTypeParameters();
        Map<TypeVariable<?>, TypeRef> arguments = new HashMap<>();
        for (int i = 0; i < variables.length && i < type.arguments().size(); i++) {
            arguments.put(variables[i], type.arguments().get(i));
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type.raw(), MethodHandles.lookup());
            List<RecordWire.Field> fields = new ArrayList<>();
            for (RecordComponent component : components) {
                MethodHandle get = lookup.unreflect(component.getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
                Wire part = of(resolve(component.getGenericType(), arguments));
                fields.add(new RecordWire.Field(component.getName(), part, get, zeroOf(component.getType())));
            }
            Class<?>[] parameters =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            MethodHandle constructor = lookup.findConstructor(type.raw(), MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            wire.complete(fields, constructor, upcast(type.raw(), lookup));
            return wire;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "MR-0420 the record " + type + " cannot be reached; open its package to io.millrace.state", e);
        }
    }

    private RecordWire.@Nullable Upcast upcast(Class<?> type, MethodHandles.Lookup lookup)
            throws IllegalAccessException {
        List<Method> found = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Upcast.class))
                .toList();
        if (found.isEmpty()) {
            return null;
        }
        Method method = found.get(0);
        Class<?>[] parameters = method.getParameterTypes();
        if (found.size() > 1
                || !Modifier.isStatic(method.getModifiers())
                || method.getReturnType() != type
                || parameters.length != 1
                || !parameters[0].isRecord()
                || parameters[0] == type) {
            throw new IllegalArgumentException("MR-0425 @Upcast in " + type.getName() + ": write one method, static "
                    + type.getSimpleName() + " from(<the record as it was before> old)");
        }
        TypeRef from = TypeRef.of(parameters[0]);
        if (under.contains(parameters[0])) {
            throw new IllegalArgumentException(
                    "MR-0425 @Upcast in " + type.getName() + " goes in a circle over " + parameters[0].getName());
        }
        under.add(type);
        RecordWire before = (RecordWire) of(from);
        under.remove(type);
        MethodHandle call = lookup.unreflect(method).asType(MethodType.methodType(Object.class, Object.class));
        return new RecordWire.Upcast(before, call);
    }

    private TypeRef resolve(Type type, Map<TypeVariable<?>, TypeRef> arguments) {
        if (type instanceof Class<?> plain) {
            return TypeRef.of(boxed(plain));
        } else if (type instanceof ParameterizedType generic) {
            return TypeRef.of(
                    (Class<?>) generic.getRawType(),
                    Arrays.stream(generic.getActualTypeArguments())
                            .map(argument -> resolve(argument, arguments))
                            .toArray(TypeRef[]::new));
        } else if (type instanceof WildcardType wildcard) {
            return resolve(wildcard.getUpperBounds()[0], arguments);
        }
        @Nullable TypeRef bound = type instanceof TypeVariable<?> variable ? arguments.get(variable) : null;
        if (bound == null) {
            throw refused(type);
        }
        return bound;
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** What a component without a stored value gets; only primitives cannot be null. */
    private static @Nullable Object zeroOf(Class<?> type) {
        return type.isPrimitive() ? java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0) : null;
    }
}
