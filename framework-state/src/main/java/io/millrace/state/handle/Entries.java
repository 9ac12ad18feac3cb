package io.millrace.state.handle;

import io.millrace.state.EntryVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A store's entries as handles see them, of the buffer's selected key. Two kinds, of which a service without a time to
 * live loads only one: its calls are direct then.
 */
abstract class Entries {
    /** The store's name. */
    abstract String name();

    abstract @Nullable Object get();

    abstract void put(@Nullable Object value);

    abstract @Nullable Object get(byte[] entryKey);

    abstract void put(byte[] entryKey, @Nullable Object value);

    /** In byte order of entry keys. The visitor must not write. */
    abstract void forEach(EntryVisitor visitor);

    /** Deletes all, also what is not seen any more. */
    abstract void clear();
}
