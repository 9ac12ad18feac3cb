package io.millrace.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the entries of a key in a store: what the buffer knows over what the store holds.
 *
 * <p>A walk that came to its end without finding much keeps what it found; from then on the key's entries are walked
 * without the store, and its absent entries are known to be absent.
 */
final class EntryWalk {
    private static final int FOUND_KEPT_MAX = 256;

    /** Known entries are looked up a page at a time: many walks end with the first few. */
    private static final int FIRST_PAGE_ENTRIES = 2;

    private static final int PAGE_ENTRIES_MAX = 64;

    private final TaskStore store;
    private final StoreTable stores;
    private final KeySlots key;
    private final int position;
    private final Changes changes;
    private final Changes.Restore load;
    private Slot[] known = {};
    private final List<Found> found = new ArrayList<>();
    private int next;

    private record Found(byte[] entryKey, Object kept) {}

    private record Visited(byte[] entryKey, Object value) {}

    /**
     * @param load makes a slot known, its time row too
     */
    EntryWalk(TaskStore store, StoreTable stores, KeySlots key, int position, Changes changes, Changes.Restore load) {
        this.store = store;
        this.stores = stores;
        this.key = key;
        this.position = position;
        this.changes = changes;
        this.load = load;
    }

    void walk(EntryVisitor visitor) {
        KeySlots.Entries entries = key.entries(position);
        if (entries.complete) {
            walkKnown(entries, visitor);
        } else {
            walkAll(entries, visitor);
        }
    }

    /** Where not all is known yet, all is walked, so that next time it is. */
    void walkFrom(byte[] from, EntryVisitor visitor) {
        KeySlots.Entries entries = key.entries(position);
        if (entries.complete) {
            walkKnown(entries.tailMap(from, true), visitor);
        } else {
            walkAll(
                    entries,
                    (entryKey, value) -> Arrays.compareUnsigned(entryKey, from) < 0 || visitor.visit(entryKey, value));
        }
    }

    /** From an entry key down. */
    void walkBack(byte[] from, EntryVisitor visitor) {
        KeySlots.Entries entries = key.entries(position);
        if (entries.complete) {
            walkKnown(entries.headMap(from, true).descendingMap(), visitor);
            return;
        }
        List<Visited> below = new ArrayList<>();
        walkAll(entries, (entryKey, value) -> {
            if (Arrays.compareUnsigned(entryKey, from) <= 0) {
                below.add(new Visited(entryKey, value));
            }
            return true;
        });
        for (int i = below.size() - 1; i >= 0; i--) {
            if (!visitor.visit(below.get(i).entryKey(), below.get(i).value())) {
                return;
            }
        }
    }

    private void walkAll(KeySlots.Entries entries, EntryVisitor visitor) {
        // A copy, because the visitor may read other entries and so make slots.
        known = entries.values().toArray(Slot[]::new);
        byte[] prefix = EntryKey.prefix(stores.id(position), key.bytes());
        boolean toEnd = true;
        try (StoreScan scan = store.scan(Family.ENTRIES, prefix, EntryKey.after(prefix))) {
            while (toEnd && scan.next()) {
                byte[] row = scan.key();
                byte[] entryKey = Arrays.copyOfRange(row, prefix.length, row.length);
                toEnd = visitKnown(visitor, entryKey) && visitRow(visitor, entryKey, scan.value());
            }
        }
        if (toEnd && visitKnown(visitor, null) && found.size() <= FOUND_KEPT_MAX) {
            keepFound();
        }
    }

    /** Page by page, because slots that the visitor makes by reading must not disturb the walk; they are all absent. */
    private void walkKnown(NavigableMap<byte[], Slot> entries, EntryVisitor visitor) {
        NavigableMap<byte[], Slot> rest = entries;
        for (int size = FIRST_PAGE_ENTRIES; ; size = Math.min(PAGE_ENTRIES_MAX, size * 2)) {
            List<Slot> page = new ArrayList<>(size);
            for (Iterator<Slot> slots = rest.values().iterator(); page.size() < size && slots.hasNext(); ) {
                page.add(slots.next());
            }
            for (Slot slot : page) {
                if (!visitSlot(visitor, slot)) {
                    return;
                }
            }
            if (page.size() < size) {
                return;
            }
            rest = rest.tailMap(page.get(size - 1).entryKey, false);
        }
    }

    /** Visits the known entries below {@code end}; null is no end. */
    private boolean visitKnown(EntryVisitor visitor, byte @Nullable [] end) {
        while (next < known.length && (end == null || Arrays.compareUnsigned(known[next].entryKey, end) < 0)) {
            if (!visitSlot(visitor, known[next++])) {
                return false;
            }
        }
        return true;
    }

    private boolean visitRow(EntryVisitor visitor, byte[] entryKey, byte[] bytes) {
        if (next < known.length && Arrays.equals(known[next].entryKey, entryKey)) {
            Slot slot = known[next++];
            return slot.known() ? visitSlot(visitor, slot) : visitNew(visitor, entryKey, bytes);
        }
        return visitNew(visitor, entryKey, bytes);
    }

    private boolean visitNew(EntryVisitor visitor, byte[] entryKey, byte[] bytes) {
        Object kept = stores.loaded(position, bytes);
        if (kept == null) {
            return true;
        }
        if (found.size() <= FOUND_KEPT_MAX) {
            found.add(new Found(entryKey, kept));
        }
        Object value = stores.value(position, kept);
        return value == null || visitor.visit(entryKey, value);
    }

    /** An unknown one that the store did not show is absent. */
    private boolean visitSlot(EntryVisitor visitor, Slot slot) {
        Object value = slot.known() ? stores.value(slot.store, slot.value()) : null;
        return value == null || visitor.visit(slot.entryKey, value);
    }

    private void keepFound() {
        if (overwroteUnseen()) {
            return;
        }
        for (Found entry : found) {
            Slot slot = key.slot(position, entry.entryKey());
            if (!slot.known()) {
                load.to(slot, entry.kept());
            }
        }
        key.entries(position).complete = true;
        for (Slot slot : known) {
            if (!slot.known()) {
                load.to(slot, null);
            }
        }
    }

    /** Then undoing makes it unknown again, so that the store has to be asked after all. */
    private boolean overwroteUnseen() {
        for (Slot slot : known) {
            if (slot.dirty() && changes.committed(slot) == Slot.UNKNOWN) {
                return true;
            }
        }
        return false;
    }
}
