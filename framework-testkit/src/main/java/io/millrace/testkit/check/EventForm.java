package io.millrace.testkit.check;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Facts as fields and back: the name of the kind, then one field for each component of the record that is there. What is
 * {@link Event#NONE} is left out.
 */
final class EventForm {
    private static final String KIND = "event";
    private static final Map<String, EventForm> BY_NAME = new TreeMap<>();

    static {
        addAll(Event.class);
    }

    private final String name;
    private final Constructor<?> constructor;
    private final List<Part> parts = new ArrayList<>();

    private record Part(String name, Class<?> type, Method accessor) {}

    private EventForm(Class<?> kind) {
        name = nameOf(kind);
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : kind.getRecordComponents()) {
            types.add(component.getType());
            parts.add(new Part(component.getName(), component.getType(), component.getAccessor()));
        }
        try {
            constructor = kind.getDeclaredConstructor(types.toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static void addAll(Class<?> kind) {
        if (kind.isRecord()) {
            EventForm form = new EventForm(kind);
            BY_NAME.put(form.name, form);
        } else {
            for (Class<?> part : kind.getPermittedSubclasses()) {
                addAll(part);
            }
        }
    }

    /** {@code WindowResult} is written as window-result. */
    private static String nameOf(Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    static Map<String, @Nullable Object> fields(Event event) {
        EventForm form = BY_NAME.get(nameOf(event.getClass()));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(KIND, form.name);
        for (Part part : form.parts) {
            Object value = form.value(part, event);
            if (value == null || !value.equals(Event.NONE)) {
                fields.put(part.name(), value);
            }
        }
        return fields;
    }

    private @Nullable Object value(Part part, Event event) {
        try {
            return part.accessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name + "." + part.name(), e);
        }
    }

    /** @throws IllegalArgumentException if that is no fact */
    static Event event(Map<String, @Nullable String> fields) {
        EventForm form = BY_NAME.get(String.valueOf(fields.get(KIND)));
        if (form == null) {
            throw new IllegalArgumentException("no fact is called " + fields.get(KIND));
        }
        Object[] values = new Object[form.parts.size()];
        for (int i = 0; i < values.length; i++) {
            Part part = form.parts.get(i);
            if (part.type() != long.class && !fields.containsKey(part.name())) {
                throw new IllegalArgumentException(form.name + " has no " + part.name());
            }
            values[i] = form.parsed(part, fields.get(part.name()));
        }
        try {
            return (Event) form.constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(form.name, e);
        }
    }

    private @Nullable Object parsed(Part part, @Nullable String value) {
        Class<?> type = part.type();
        if (type == long.class) {
            return value == null ? Event.NONE : Long.parseLong(value);
        }
        if (value == null && type != String.class) {
            throw new IllegalArgumentException(name + " has no " + part.name());
        }
        if (type == int.class) {
            return Integer.parseInt(String.valueOf(value));
        }
        if (type == boolean.class) {
            return Boolean.parseBoolean(value);
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (constant.toString().equals(value)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException(part.name() + " cannot be " + value);
        }
        return value;
    }
}
