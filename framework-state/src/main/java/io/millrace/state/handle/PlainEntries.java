package io.millrace.state.handle;

import io.millrace.state.EntryVisitor;
import io.millrace.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries that live for ever. */
final class PlainEntries extends Entries {
    private final StateBuffer buffer;
    private final int store;

    PlainEntries(StateBuffer buffer, int store) {
        this.buffer = buffer;
        this.store = store;
    }

    @Override
    String name() {
        return buffer.name(store);
    }

    @Override
    @Nullable
    Object get() {
        return buffer.get(store);
    }

    @Override
    void put(@Nullable Object value) {
        buffer.put(store, value);
    }

    @Override
    @Nullable
    Object get(byte[] entryKey) {
        return buffer.get(store, entryKey);
    }

    @Override
    void put(byte[] entryKey, @Nullable Object value) {
        buffer.put(store, entryKey, value);
    }

    @Override
    void forEach(EntryVisitor visitor) {
        buffer.forEach(store, visitor);
    }

    @Override
    void clear() {
        List<byte[]> found = new ArrayList<>();
        buffer.forEach(store, (entryKey, value) -> found.add(entryKey));
        found.forEach(entryKey -> buffer.put(store, entryKey, null));
    }
}
