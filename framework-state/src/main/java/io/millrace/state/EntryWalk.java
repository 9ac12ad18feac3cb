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
 * <p>A walk that finds all entries, if they are not many, keeps them; from then on the key's entries are walked without the
 * store, and its absent entries are known to be absent. To that end it goes on unseen when its visitor has had enough: who looks
 * at the first few entries time and again, and deletes them, would otherwise make the store pass over ever more deleted ones.
 */
final class EntryWalk {
    private static final int FOUND_KEPT_MAX = 256;
    private static final byte[] FROM_THE_FIRST = {};

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
    private boolean enough;

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

    void walkFrom(byte[] from, EntryVisitor visitor) {
        KeySlots.Entries entries = key.entries(position);
        if (entries.complete) {
            walkKnown(entries.tailMap(from, true), visitor);
        } else if (entries.many) {
            walkStore(entries.tailMap(from, true), from, visitor);
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
        if (walkStore(entries, FROM_THE_FIRST, visitor)) {
            keepFound();
        } else if (found.size() > FOUND_KEPT_MAX) {
            entries.many = true;
        }
    }

    /**
     * From an entry key on.
     *
     * @param entries the known ones from there on
     * @return whether all that there is was found, and is not too much to be kept
     */
    private boolean walkStore(NavigableMap<byte[], Slot> entries, byte[] from, EntryVisitor visitor) {
        // A copy, because the visitor may read other entries and so make slots.
        known = entries.values().toArray(Slot[]::new);
        byte[] prefix = EntryKey.prefix(stores.id(position), key.bytes());
        byte[] first = Arrays.copyOf(prefix, prefix.length + from.length);
        System.arraycopy(from, 0, first, prefix.length, from.length);
        try (StoreScan scan = store.scan(Family.ENTRIES, first, EntryKey.after(prefix))) {
            while (goesOn() && scan.next()) {
                byte[] row = scan.key();
                byte[] entryKey = Arrays.copyOfRange(row, prefix.length, row.length);
                visitKnown(visitor, entryKey);
                visitRow(visitor, entryKey, scan.value());
            }
        }
        visitKnown(visitor, null);
        return goesOn() && found.size() <= FOUND_KEPT_MAX;
    }

    /** Page by page, because slots that the visitor makes by reading must not disturb the walk; they are all absent. */
    private void walkKnown(NavigableMap<byte[], Slot> entries, EntryVisitor visitor) {
        NavigableMap<byte[], Slot> rest = entries;
        for (int size = FIRST_PAGE_ENTRIES; ; size = Math.min(PAGE_ENTRIES_MAX, size * 2)) {
            List<Slot> page = new ArrayList<>(size);
            for (Iterator<Slot> slots = rest.values().iterator(); page.size() < size && slots.hasNext(); ) {
                page.add(slots.next());
            }
            for (Iterator<Slot> slots = page.iterator(); slots.hasNext() && !enough; ) {
                visitSlot(visitor, slots.next());
            }
            if (enough || page.size() < size) {
                return;
            }
            rest = rest.tailMap(page.get(size - 1).entryKey, false);
        }
    }

    /** Once the visitor has had enough, only what can be kept is worth finding. */
    private boolean goesOn() {
        return !enough || !key.entries(position).many && found.size() <= FOUND_KEPT_MAX;
    }

    /** Visits the known entries below {@code end}; null is no end. */
    private void visitKnown(EntryVisitor visitor, byte @Nullable [] end) {
        while (next < known.length && (end == null || Arrays.compareUnsigned(known[next].entryKey, end) < 0)) {
            visitSlot(visitor, known[next++]);
        }
    }

    private void visitRow(EntryVisitor visitor, byte[] entryKey, byte[] bytes) {
        if (next < known.length && Arrays.equals(known[next].entryKey, entryKey)) {
            Slot slot = known[next++];
            if (slot.known()) {
                visitSlot(visitor, slot);
                return;
            }
        }
        visitNew(visitor, entryKey, bytes);
    }

    private void visitNew(EntryVisitor visitor, byte[] entryKey, byte[] bytes) {
        Object kept = stores.loaded(position, bytes);
        if (kept == null) {
            return;
        }
        if (found.size() <= FOUND_KEPT_MAX) {
            found.add(new Found(entryKey, kept));
        }
        visit(visitor, entryKey, kept);
    }

    /** An unknown one that the store did not show is absent. */
    private void visitSlot(EntryVisitor visitor, Slot slot) {
        if (slot.known()) {
            visit(visitor, slot.entryKey, slot.value());
        }
    }

    private void visit(EntryVisitor visitor, byte[] entryKey, @Nullable Object kept) {
        Object value = enough ? null : stores.value(position, kept);
        if (value != null && !visitor.visit(entryKey, value)) {
            enough = true;
        }
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
