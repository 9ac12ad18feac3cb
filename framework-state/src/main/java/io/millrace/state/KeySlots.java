package io.millrace.state;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything the buffer knows of one Kafka key: found with one look-up, then reached by store position. */
final class KeySlots extends KeyBytes {
    private static final byte[] NO_ENTRY_KEY = {};

    /** Slots of single-valued stores. */
    final @Nullable Slot[] single;

    /** Known entries of the other stores. */
    final @Nullable Entries[] many;

    /** What callers have worked out from entries. */
    private record Derived(Object value, int weight) {}

    /** By store; null as long as nobody has worked out anything. */
    private @Nullable Derived @Nullable [] derived;

    /** How many of the slots are dirty: then the key must not be evicted. */
    int dirty;

    /** Slots, and one for the key itself. */
    int weight = 1;

    private final KeyCache cache;

    /** The known entries of one store. */
    static final class Entries extends TreeMap<byte[], Slot> {
        private static final long serialVersionUID = 1L;

        /** Whether the store holds no entry of the key that is not here. */
        boolean complete;

        /** Whether the store was seen to hold more of the key's entries than are kept here. */
        boolean many;

        Entries() {
            super(Arrays::compareUnsigned);
        }
    }

    KeySlots(KeyCache cache, byte[] key, int hash, int stores) {
        set(key, hash);
        this.cache = cache;
        single = new Slot[stores];
        many = new Entries[stores];
    }

    Slot slot(int store) {
        Slot slot = single[store];
        return slot != null ? slot : (single[store] = add(store, NO_ENTRY_KEY));
    }

    Slot slot(int store, byte[] entryKey) {
        Entries entries = entries(store);
        Slot slot = entries.get(entryKey);
        if (slot == null) {
            slot = add(store, entryKey);
            // What is not among all entries of the key is known to be absent without asking the store.
            if (entries.complete) {
                slot.value(null);
            }
            entries.put(entryKey, slot);
        }
        return slot;
    }

    Entries entries(int store) {
        Entries entries = many[store];
        return entries != null ? entries : (many[store] = new Entries());
    }

    /** A key that lives on and makes entries for ever must not keep those that are deleted, and written so. */
    void forgetDeleted(Slot slot) {
        Entries entries = many[slot.store];
        if (entries != null && slot.value() == null && entries.remove(slot.entryKey) != null) {
            weight--;
            values().release(slot.place);
        }
    }

    @Nullable
    Object derived(int store) {
        Derived known = derived == null ? null : derived[store];
        return known == null ? null : known.value();
    }

    void derive(int store, Object value, int itsWeight) {
        if (derived == null) {
            derived = new Derived[single.length];
        }
        Derived former = derived[store];
        int more = itsWeight - (former == null ? 0 : former.weight());
        derived[store] = new Derived(value, itsWeight);
        weight += more;
        cache.grown(more);
    }

    /** Entries are not what they were when it was worked out. */
    void forgetDerived() {
        if (derived != null) {
            for (Derived known : derived) {
                weight -= known == null ? 0 : known.weight();
            }
            derived = null;
        }
    }

    void forEachSlot(Consumer<Slot> action) {
        for (Slot slot : single) {
            if (slot != null) {
                action.accept(slot);
            }
        }
        for (Entries entries : many) {
            if (entries != null) {
                entries.values().forEach(action);
            }
        }
    }

    private Slot add(int store, byte[] entryKey) {
        weight++;
        cache.grown(1);
        return new Slot(this, store, entryKey, values().take());
    }

    SlotValues values() {
        return cache.values();
    }
}
