package io.millrace.api;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A map of the current key. Each entry is stored by itself: touching one does not read the others. */
public interface MapState<K, V> {
    @Nullable
    V get(K key);

    /** Returns the value that was there before. */
    @Nullable
    V put(K key, V value);

    /** Returns the value that was there. */
    @Nullable
    V remove(K key);

    boolean contains(K key);

    /** All entries in key order; the map must not be written meanwhile. */
    void forEach(BiConsumer<? super K, ? super V> action);

    boolean isEmpty();

    void clear();
}
