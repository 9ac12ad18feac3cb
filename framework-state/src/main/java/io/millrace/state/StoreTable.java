package io.millrace.state;

import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.CodecException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stores of a listener by position and id, and the way of their values into bytes and back. Immutable. */
final class StoreTable {
    private final StoreSpec[] specs;
    private final int entryBytesMax;
    private final int[] ids;
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final boolean timed;

    /**
     * @param entryBytesMax of an entry's name and value together: they become key and value of one changelog record. A
     *     bound on the value alone would let an entry of a huge Kafka key through, and the broker's refusal comes too late
     *     to tell whose it is
     */
    StoreTable(List<StoreSpec> stores, int entryBytesMax) {
        this.entryBytesMax = entryBytesMax;
        specs = stores.toArray(StoreSpec[]::new);
        ids = new int[specs.length];
        timed = stores.stream().anyMatch(spec -> spec.times() != null);
        for (int store = 0; store < specs.length; store++) {
            ids[store] = specs[store].id();
            Integer other = positions.put(ids[store], store);
            if (other != null) {
                throw new StoreException(
                        "MR-0403 stores '" + specs[other].name() + "' and '" + specs[store].name()
                                + "' have the same id; give one of them another name",
                        false,
                        null);
            }
        }
    }

    int size() {
        return specs.length;
    }

    int id(int store) {
        return ids[store];
    }

    StoreSpec spec(int store) {
        return specs[store];
    }

    /** The store with that id, or -1 if the listener has none any more. */
    int position(int id) {
        return positions.getOrDefault(id, -1);
    }

    boolean live(int store) {
        return specs[store].live();
    }

    /** What the buffer keeps for a user's value. */
    @Nullable
    Object kept(int store, @Nullable Object value) {
        return value == null || specs[store].live() ? value : encode(store, value);
    }

    /** What the buffer keeps for stored bytes. */
    @Nullable
    Object loaded(int store, byte @Nullable [] bytes) {
        return bytes != null && specs[store].live() ? decode(store, bytes) : bytes;
    }

    /** The user's value for what the buffer keeps. */
    @Nullable
    Object value(int store, @Nullable Object kept) {
        return kept == null || specs[store].live() ? kept : decode(store, (byte[]) kept);
    }

    /** The stored bytes for what the buffer keeps in the slot. */
    byte @Nullable [] bytes(Slot slot) {
        Object kept = slot.value();
        if (kept == null) {
            return null;
        }
        byte[] bytes = specs[slot.store].live() ? encode(slot.store, kept) : (byte[]) kept;
        int name = slot.entry(ids[slot.store]).length;
        if (name + bytes.length > entryBytesMax) {
            throw new CodecException("MR-0411 store '" + specs[slot.store].name() + "': a value of " + bytes.length
                    + " bytes under a key of " + name + " is above the limit of " + entryBytesMax
                    + "; keep less per entry, spread it over a map's entries, or raise"
                    + " millrace.defaults.record-bytes-max and the limits of changelog and producer");
        }
        return bytes;
    }

    /** The domain of a store's time rows; null if it has none. */
    @Nullable
    Domain domain(int store) {
        TimeRule rule = specs[store].times();
        return rule == null ? null : rule.domain();
    }

    /** The time row of a slot that holds {@code kept}; null if there is none. */
    byte @Nullable [] row(Slot slot, @Nullable Object kept) {
        TimeRule rule = specs[slot.store].times();
        Object value = kept == Slot.UNKNOWN || rule == null ? null : value(slot.store, kept);
        if (value == null) {
            return null;
        }
        long time = rule.time().applyAsLong(value);
        byte[] before = slot.row;
        return before != null && TimeRow.timeOf(before) == time
                ? before
                : TimeRow.encode(rule.domain(), time, slot.entry(ids[slot.store]));
    }

    /** The time row of a stored entry; null if there is none. */
    byte @Nullable [] row(byte[] entry, byte[] bytes) {
        int store = timed ? position(EntryKey.storeOf(entry)) : -1;
        TimeRule rule = store < 0 ? null : specs[store].times();
        return rule == null ? null : TimeRow.encode(rule.domain(), storedTime(store, rule, bytes), entry);
    }

    private long storedTime(int store, TimeRule rule, byte[] bytes) {
        try {
            return rule.storedTime().applyAsLong(bytes);
        } catch (CodecException e) {
            throw unreadable(store, e);
        }
    }

    private byte[] encode(int store, Object value) {
        try {
            return specs[store].codec().encode(value);
        } catch (CodecException e) {
            throw new CodecException("MR-0410 store '" + specs[store].name() + "': " + e.getMessage(), e);
        }
    }

    private Object decode(int store, byte[] bytes) {
        try {
            return specs[store].codec().decode(bytes);
        } catch (CodecException e) {
            throw unreadable(store, e);
        }
    }

    private CodecException unreadable(int store, CodecException e) {
        return new CodecException("MR-0410 store '" + specs[store].name() + "': " + e.getMessage(), e);
    }
}
