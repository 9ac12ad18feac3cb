package io.millrace.testkit.heap;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one place in memory held at some time, and the way to put it back.
 *
 * @param <T> its content: never changed itself
 */
final class Memento<T extends @Nullable Object> {
    private static final int CHARS_MAX = 80;

    private final String path;
    private final T content;
    private final Supplier<T> now;
    private final Consumer<T> back;

    private Memento(String path, Supplier<T> now, Consumer<T> back) {
        this.path = path;
        this.now = now;
        this.back = back;
        this.content = now.get();
    }

    /**
     * Of something that has a content; null if it is not of a known kind, or cannot be read.
     *
     * @param path how a reader finds it
     */
    static @Nullable Memento<?> of(String path, Object object) {
        if (object instanceof Map<?, ?> map) {
            return map(path, unchecked(map));
        }
        if (object instanceof Collection<?> collection) {
            return collection(path, unchecked(collection));
        }
        if (object.getClass().isArray()) {
            return array(path, object);
        }
        return atomic(path, object);
    }

    private static @Nullable Memento<?> atomic(String path, Object object) {
        if (object instanceof AtomicInteger number) {
            return new Memento<>(path, number::get, number::set);
        }
        if (object instanceof AtomicLong number) {
            return new Memento<>(path, number::get, number::set);
        }
        if (object instanceof AtomicBoolean flag) {
            return new Memento<>(path, flag::get, flag::set);
        }
        if (object instanceof AtomicReference<?> reference) {
            return reference(path, unchecked(reference));
        }
        if (object instanceof LongAdder sum) {
            return new Memento<>(path, sum::sum, saved -> {
                sum.reset();
                sum.add(saved);
            });
        }
        if (object instanceof DoubleAdder sum) {
            return new Memento<>(path, sum::sum, saved -> {
                sum.reset();
                sum.add(saved);
            });
        }
        return null;
    }

    /** Of a field that is not final; of a static one if there is no owner. */
    static Memento<?> of(String path, Field field, @Nullable Object owner) {
        return new Memento<@Nullable Object>(
                path, () -> Fields.get(field, owner), saved -> Fields.set(field, owner, saved));
    }

    private static Memento<?> map(String path, Map<Object, Object> map) {
        return new Memento<>(path, () -> Contents.of(map), saved -> {
            map.clear();
            for (int i = 0; i < saved.elements().size(); i += 2) {
                map.put(saved.elements().get(i), saved.elements().get(i + 1));
            }
        });
    }

    private static Memento<?> collection(String path, Collection<Object> collection) {
        return new Memento<>(path, () -> Contents.of(collection), saved -> {
            collection.clear();
            collection.addAll(saved.elements());
        });
    }

    private static Memento<?> array(String path, Object array) {
        return new Memento<>(path, () -> Contents.ofArray(array), saved -> {
            for (int i = 0; i < saved.elements().size(); i++) {
                Array.set(array, i, saved.elements().get(i));
            }
        });
    }

    private static Memento<?> reference(String path, AtomicReference<@Nullable Object> reference) {
        return new Memento<@Nullable Object>(path, reference::get, reference::set);
    }

    @SuppressWarnings("unchecked") // what comes out goes in again, and nothing else
    private static <T> T unchecked(Object object) {
        return (T) object;
    }

    String path() {
        return path;
    }

    /** Whether another content is there now. */
    boolean changed() {
        return !same(content, now.get());
    }

    /** Nothing is changed where nothing has changed: it may be something that cannot be. */
    void putBack() {
        if (changed()) {
            try {
                back.accept(content);
            } catch (UnsupportedOperationException readOnly) {
                // A view of something else, which is put back where it is found itself.
            }
        }
    }

    /** Objects inside are looked at themselves, so a content is the same only if they are the same objects. */
    private static boolean same(@Nullable Object before, @Nullable Object now) {
        if (before instanceof Contents old && now instanceof Contents other) {
            return old.same(other);
        }
        return before == now || Fields.isValue(before) && before.equals(now);
    }

    /**
     * What a container held, in its order.
     *
     * @param map whether these are keys and values in turn: a map's own entries may change
     */
    private record Contents(List<@Nullable Object> elements, boolean map) {
        static Contents of(Collection<?> elements) {
            return new Contents(new ArrayList<>(elements), false);
        }

        static Contents of(Map<?, ?> map) {
            List<@Nullable Object> flat = new ArrayList<>();
            map.forEach((key, value) -> {
                flat.add(key);
                flat.add(value);
            });
            return new Contents(flat, true);
        }

        static Contents ofArray(Object array) {
            List<@Nullable Object> all = new ArrayList<>();
            for (int i = 0; i < Array.getLength(array); i++) {
                all.add(Array.get(array, i));
            }
            return new Contents(all, false);
        }

        boolean same(Contents other) {
            boolean same = elements.size() == other.elements.size();
            for (int i = 0; same && i < elements.size(); i++) {
                same = Memento.same(elements.get(i), other.elements.get(i));
            }
            return same;
        }

        @Override
        public String toString() {
            if (!map) {
                return elements.toString();
            }
            StringJoiner entries = new StringJoiner(", ", "{", "}");
            for (int i = 0; i < elements.size(); i += 2) {
                entries.add(elements.get(i) + "=" + elements.get(i + 1));
            }
            return entries.toString();
        }
    }

    /** The place, what was there and what is. */
    @Override
    public String toString() {
        return path + " (was " + shown(content) + ", became " + shown(now.get()) + ")";
    }

    private static String shown(@Nullable Object value) {
        String text;
        try {
            text = String.valueOf(value);
        } catch (RuntimeException unprintable) {
            text = "something";
        }
        return text.length() > CHARS_MAX ? text.substring(0, CHARS_MAX) + "..." : text;
    }
}
