package io.millrace.testkit;

import io.millrace.api.MapState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

record Maps<K, V>(PerKey<Map<K, Written<V>>> maps, Life life, int maxEntries) implements MapState<K, V> {
    @Override
    public @Nullable V get(K key) {
        return living(maps.orElse(Map.of()).get(key));
    }

    private @Nullable V living(@Nullable Written<V> written) {
        return written == null || life.over(written.at()) ? null : written.value();
    }

    @Override
    public @Nullable V put(K key, V value) {
        Map<K, Written<V>> map = maps.orNew(() -> key instanceof Comparable ? new TreeMap<>() : new LinkedHashMap<>());
        Written<V> old = map.get(key);
        map.put(key, Written.over(old, value, life.now()));
        if (maxEntries > 0 && living(old) == null) {
            keepWithinLimit(map, key);
        }
        return living(old);
    }

    private void keepWithinLimit(Map<K, Written<V>> map, K justWritten) {
        map.values().removeIf(written -> life.over(written.at()));
        while (map.size() > maxEntries) {
            map.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(justWritten))
                    .min(Comparator.comparing(entry -> entry.getValue().at()))
                    .ifPresent(oldest -> map.remove(oldest.getKey()));
        }
    }

    @Override
    public @Nullable V remove(K key) {
        Map<K, Written<V>> map = maps.get();
        return map == null ? null : living(map.remove(key));
    }

    @Override
    public boolean contains(K key) {
        return get(key) != null;
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        maps.orElse(Map.of()).forEach((key, written) -> {
            V value = living(written);
            if (value != null) {
                action.accept(key, value);
            }
        });
    }

    @Override
    public boolean isEmpty() {
        return maps.orElse(Map.of()).values().stream().allMatch(written -> life.over(written.at()));
    }

    @Override
    public void clear() {
        maps.clear();
    }
}
