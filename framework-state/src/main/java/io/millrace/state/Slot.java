package io.millrace.state;

import org.jspecify.annotations.Nullable;

/**
 * What the buffer knows of one entry.
 *
 * <p>Values are live objects, or encoded bytes in stores that are not live; null means known to be absent.
 */
final class Slot {
    /** Stands for a value that has not been read yet. */
    static final Object UNKNOWN = new Object();

    final KeySlots owner;
    final int store;
    final byte[] entryKey;

    @Nullable
    Object value = UNKNOWN;

    /** While dirty: the value in the store, as far as known. */
    @Nullable
    Object committed;

    boolean dirty;

    /** The record that already logged this slot's former value for undo. */
    long loggedBy = -1;

    /** The time row that follows from the value, if one does. */
    byte @Nullable [] row;

    private byte @Nullable [] entry;

    Slot(KeySlots owner, int store, byte[] entryKey) {
        this.owner = owner;
        this.store = store;
        this.entryKey = entryKey;
    }

    boolean known() {
        return value != UNKNOWN;
    }

    /** Its name in changelog and store. */
    byte[] entry(int storeId) {
        byte[] bytes = entry;
        if (bytes == null) {
            bytes = EntryKey.encode(storeId, owner.bytes(), entryKey);
            entry = bytes;
        }
        return bytes;
    }
}
