package io.millrace.state.handle;

import io.millrace.api.MapState;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import io.millrace.state.codec.KeyCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A map of the current key, an entry of the store for each of its own. */
final class BufferedMap<K, V> implements MapState<K, V> {
    private final StateBuffer buffer;
    private final int store;
    private final KeyCodec<Object> keys;
    private final CurrentCall call;

    BufferedMap(StateBuffer buffer, int store, KeyCodec<Object> keys, CurrentCall call) {
        this.buffer = buffer;
        this.store = store;
        this.keys = keys;
        this.call = call;
    }

    @Override
    public @Nullable V get(K key) {
        call.require();
        return value(buffer.get(store, keys.encode(key)));
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
        V old = value(buffer.get(store, entryKey));
        buffer.put(store, entryKey, value);
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
        buffer.forEach(store, (entryKey, value) -> {
            action.accept((K) keys.decode(entryKey), (V) value);
            return true;
        });
    }

    @Override
    public boolean isEmpty() {
        return entryKeys(1).isEmpty();
    }

    @Override
    public void clear() {
        entryKeys(Integer.MAX_VALUE).forEach(entryKey -> buffer.put(store, entryKey, null));
    }

    private List<byte[]> entryKeys(int most) {
        call.require();
        List<byte[]> found = new ArrayList<>();
        buffer.forEach(store, (entryKey, value) -> {
            found.add(entryKey);
            return found.size() < most;
        });
        return found;
    }

    @Override
    public String toString() {
        return "MapState[" + buffer.name(store) + "]";
    }
}
