package io.millrace.state.handle;

import io.millrace.api.MapState;
import io.millrace.state.CurrentCall;
import io.millrace.state.codec.KeyCodec;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A map of the current key, an entry of the store for each of its own. */
final class BufferedMap<K, V> implements MapState<K, V> {
    private final Entries entries;
    private final KeyCodec<Object> keys;
    private final CurrentCall call;

    BufferedMap(Entries entries, KeyCodec<Object> keys, CurrentCall call) {
        this.entries = entries;
        this.keys = keys;
        this.call = call;
    }

    @Override
    public @Nullable V get(K key) {
        call.require();
        return value(entries.get(keys.encode(key)));
    }

    @Override
    public @Nullable V put(K key, V value) {
        return replace(key, value);
    }

    @Override
    public @Nullable V remove(K key) {
        return replace(key, null);
    }

    private @Nullable V replace(K key, @Nullable V value) {
        call.require();
        byte[] entryKey = keys.encode(key);
        V old = value(entries.get(entryKey));
        entries.put(entryKey, value);
        return old;
    }

    @SuppressWarnings("unchecked")
    private @Nullable V value(@Nullable Object value) {
        return (V) value;
    }

    @Override
    public boolean contains(K key) {
        return get(key) != null;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void forEach(BiConsumer<? super K, ? super V> action) {
        call.require();
        entries.forEach((entryKey, value) -> {
            action.accept((K) keys.decode(entryKey), (V) value);
            return true;
        });
    }

    @Override
    public boolean isEmpty() {
        call.require();
        boolean[] empty = {true};
        entries.forEach((entryKey, value) -> empty[0] = false);
        return empty[0];
    }

    @Override
    public void clear() {
        call.require();
        entries.clear();
    }

    @Override
    public String toString() {
        return "MapState[" + entries.name() + "]";
    }
}
