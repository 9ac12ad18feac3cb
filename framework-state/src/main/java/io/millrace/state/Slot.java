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

    private static final int CLEAN = -1;

    final KeySlots owner;
    final int store;
    final byte[] entryKey;

    /** Where its value stands in {@link SlotValues}. */
    final int place;

    /** While dirty: where it stands among the {@link Changes} of the epoch. */
    private int change = CLEAN;

    /** The record that already logged this slot's former value for undo. */
    long loggedBy = -1;

    /** The time row that follows from the value, if one does. */
    byte @Nullable [] row;

    private byte @Nullable [] entry;

    Slot(KeySlots owner, int store, byte[] entryKey, int place) {
        this.owner = owner;
        this.store = store;
        this.entryKey = entryKey;
        this.place = place;
    }

    @Nullable
    Object value() {
        return owner.values().get(place);
    }

    void value(@Nullable Object value) {
        owner.values().set(place, value);
    }

    boolean known() {
        return value() != UNKNOWN;
    }

    boolean dirty() {
        return change != CLEAN;
    }

    int change() {
        return change;
    }

    void dirtied(int newChange) {
        change = newChange;
        owner.dirty++;
    }

    void cleaned() {
        change = CLEAN;
        owner.dirty--;
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
