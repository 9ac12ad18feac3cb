package io.millrace.testkit.heap;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields of any class, by reflection, and what can never change in them. */
final class Fields {
    private static final List<Class<?>> VALUES = List.of(
            String.class,
            Number.class,
            Boolean.class,
            Character.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            URI.class,
            Enum.class,
            Class.class,
            Locale.class,
            Pattern.class);

    private Fields() {}

    /** The fields that a class declares itself, as far as they can be reached. */
    static List<Field> of(Class<?> type, boolean ofInstances) {
        List<Field> fields = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) != ofInstances && !field.isSynthetic() && opened(field)) {
                fields.add(field);
            }
        }
        return fields;
    }

    private static boolean opened(Field field) {
        try {
            field.setAccessible(true);
            return true;
        } catch (InaccessibleObjectException closed) {
            return false;
        }
    }

    static boolean isFinal(Field field) {
        return Modifier.isFinal(field.getModifiers());
    }

    /** What is there; null also where the class cannot be initialised. */
    static @Nullable Object get(Field field, @Nullable Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException | LinkageError unreadable) {
            return null;
        }
    }

    static void set(Field field, @Nullable Object owner, @Nullable Object value) {
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be set", e);
        }
    }

    /** Whether it is of a type that never changes: nothing of it can be lost, and equal ones are the same. */
    static boolean isValue(@Nullable Object object) {
        if (object == null) {
            return false;
        }
        String name = object.getClass().getName();
        boolean number = object instanceof Number && !name.startsWith("java.lang.") && !name.startsWith("java.math.");
        return !number && (name.startsWith("java.time.") || VALUES.stream().anyMatch(type -> type.isInstance(object)));
    }
}
