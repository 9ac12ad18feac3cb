package io.millrace.testkit.heap;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What user code keeps in memory outside the engine's handles, as it was when a process began: static fields and beans, and
 * what can be reached from them through the user's own classes, collections, arrays and atomics.
 *
 * <p>{@link #endOfProcess} puts it back, as if the process had ended and another one had begun. Contents of other library
 * objects stay. Objects that never change cost nothing.
 */
public final class Heap {
    private static final int OBJECTS_MAX = 20_000;
    private static final int CHANGES_MAX = 5;

    /** A class is initialised once per JVM: how it was when a test met it first is nearest to how a process finds it. */
    private static final Map<Class<?>, Heap> STATICS = new ConcurrentHashMap<>();

    private final UserCode code;
    private final List<Memento<?>> mementos = new ArrayList<>();
    private final Set<String> opaque = new LinkedHashSet<>();
    private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Found> open = new ArrayDeque<>();
    private final Map<String, String> changes = new LinkedHashMap<>();

    private record Found(String path, Object object) {}

    private Heap(UserCode code) {
        this.code = code;
    }

    /**
     * As processes find it: statics as they were when a test of this JVM met them first, beans as they are.
     *
     * @param beans by what they are called
     */
    public static Heap atStart(UserCode code, Map<String, Object> beans) {
        Heap heap = new Heap(code);
        for (Class<?> type : code.classes()) {
            heap.add(STATICS.computeIfAbsent(type, any -> statics(code, type)));
        }
        beans.forEach(heap::meet);
        heap.explore();
        return heap;
    }

    /** All of it as it is now. */
    public static Heap now(UserCode code, Map<String, Object> beans) {
        Heap heap = new Heap(code);
        code.classes().forEach(type -> heap.add(statics(code, type)));
        beans.forEach(heap::meet);
        heap.explore();
        return heap;
    }

    private static Heap statics(UserCode code, Class<?> type) {
        Heap heap = new Heap(code);
        for (Field field : Fields.of(type, false)) {
            heap.keep("static field " + field.getName() + " of " + type.getName(), field, null);
        }
        heap.explore();
        return heap;
    }

    private void add(Heap part) {
        mementos.addAll(part.mementos);
        opaque.addAll(part.opaque);
    }

    private void keep(String path, Field field, @Nullable Object owner) {
        if (!Fields.isFinal(field)) {
            mementos.add(Memento.of(path, field, owner));
        }
        Object value = Fields.get(field, owner);
        if (value != null) {
            meet(path, value);
        }
    }

    private void meet(String path, Object object) {
        if (!Fields.isValue(object) && met.size() < OBJECTS_MAX && met.add(object)) {
            open.add(new Found(path, object));
        }
    }

    private void explore() {
        while (!open.isEmpty()) {
            Found next = open.remove();
            Memento<?> memento = Memento.of(next.path(), next.object());
            if (memento != null) {
                mementos.add(memento);
                inside(next);
            } else if (code.owns(next.object().getClass())) {
                fields(next);
            } else {
                opaque.add(next.path() + " of type " + next.object().getClass().getName());
            }
        }
        met.clear();
    }

    private void inside(Found found) {
        if (found.object() instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                element(found, key);
                element(found, value);
            });
        } else if (found.object() instanceof Iterable<?> elements) {
            elements.forEach(element -> element(found, element));
        } else if (found.object() instanceof Object[] elements) {
            for (Object element : elements) {
                element(found, element);
            }
        } else if (found.object() instanceof AtomicReference<?> reference) {
            element(found, reference.get());
        }
    }

    private void element(Found container, @Nullable Object element) {
        if (element != null) {
            meet(container.path(), element);
        }
    }

    private void fields(Found found) {
        for (Class<?> type = found.object().getClass(); type != null && code.owns(type); type = type.getSuperclass()) {
            for (Field field : Fields.of(type, true)) {
                keep(found.path() + ", field " + field.getName(), field, found.object());
            }
        }
    }

    /** Puts everything back; what had changed is noted. */
    public void endOfProcess() {
        noteChanges();
        mementos.forEach(Memento::putBack);
    }

    /** Notes what is not as it was at the start. */
    public void noteChanges() {
        for (Memento<?> memento : mementos) {
            if (changes.size() < CHANGES_MAX && memento.changed()) {
                changes.putIfAbsent(memento.path(), memento.toString());
            }
        }
    }

    /** What had changed each time that was noted, the first few. */
    public List<String> changes() {
        return List.copyOf(changes.values());
    }

    public void forgetChanges() {
        changes.clear();
    }

    /** Library objects whose contents are not known, and stay. */
    public List<String> opaque() {
        return List.copyOf(opaque);
    }
}
