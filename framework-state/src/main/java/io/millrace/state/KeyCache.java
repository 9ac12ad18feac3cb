package io.millrace.state;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys by their bytes, in two generations: what is used moves to the young one; when that is full, what lies in the old
 * one was not used for a while and goes, unless it is dirty. No list to keep in order on each access.
 */
final class KeyCache {
    private final int stores;
    private final int weightMax;
    private final SlotValues values = new SlotValues();
    private final KeyBytes probe = new KeyBytes();
    private Map<KeyBytes, KeySlots> young = new HashMap<>();
    private Map<KeyBytes, KeySlots> old = new HashMap<>();
    private int youngWeight;

    /**
     * @param weightMax how many slots make a generation full
     */
    KeyCache(int stores, int weightMax) {
        this.stores = stores;
        this.weightMax = weightMax;
    }

    /** The key's slots, new ones if it is not known. Keeps the array of a new key. */
    KeySlots find(byte[] key) {
        KeySlots known = findKnown(key);
        if (known != null) {
            return known;
        }
        KeySlots fresh = new KeySlots(this, key, probe.hashCode(), stores);
        return rejuvenate(fresh);
    }

    private @Nullable KeySlots findKnown(byte[] key) {
        probe.set(key, KeyBytes.hash(key));
        KeySlots found = young.get(probe);
        if (found == null && !old.isEmpty()) {
            found = old.remove(probe);
            if (found != null) {
                rejuvenate(found);
            }
        }
        return found;
    }

    private KeySlots rejuvenate(KeySlots slots) {
        young.put(slots, slots);
        youngWeight += slots.weight;
        return slots;
    }

    /** Where the values of its slots stand. */
    SlotValues values() {
        return values;
    }

    /** A key of the young generation, as every key is from {@link #find} to the next turn, got more slots. */
    void grown(int slots) {
        youngWeight += slots;
    }

    /** Whether so much was used since the last turn that the old generation should go. */
    boolean turnDue(int dirty) {
        // What is dirty survives turns; counting it would mean a turn at each record once half of it is dirty.
        return youngWeight > weightMax + 2 * dirty;
    }

    /** Drops the old generation's clean keys and starts a new one. {@code kept} stays in any case. */
    void turn(KeySlots kept, Consumer<KeySlots> dropped) {
        Map<KeyBytes, KeySlots> aged = old;
        old = young;
        young = new HashMap<>();
        youngWeight = 0;
        for (KeySlots slots : aged.values()) {
            if (slots.dirty > 0) {
                rejuvenate(slots);
            } else {
                dropped.accept(slots);
                slots.forEachSlot(slot -> values.release(slot.place));
            }
        }
        if (old.remove(kept) != null) {
            rejuvenate(kept);
        }
    }
}
