package io.millrace.testkit;

import io.millrace.api.MapState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

record Maps<K, V>(PerKey<Map<K, V>> maps) implements MapState<K, V> {
    @Override
    public @Nullable V get(K key) {
        return maps.orElse(Map.of()).get(key);
    }

    @Override
    public @Nullable V put(K key, V value) {
        return maps.orNew(() -> key instanceof Comparable ? new TreeMap<>() : new LinkedHashMap<>())
                .put(key, value);
    }

    @Override
    public @Nullable V remove(K key) {
        Map<K, V> map = maps.get();
        return map == null ? null : map.remove(key);
    }

    @Override
    public boolean contains(K key) {
        return maps.orElse(Map.of()).containsKey(key);
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        maps.orElse(Map.of()).forEach(action);
    }

    @Override
    public boolean isEmpty() {
        return maps.orElse(Map.of()).isEmpty();
    }

    @Override
    public void clear() {
        maps.clear();
    }
}
