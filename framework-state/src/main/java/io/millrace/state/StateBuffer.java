package io.millrace.state;

import io.millrace.state.TimeRule.Domain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The write-back buffer of one task: live values by key, transaction buffer and read cache at once.
 *
 * <p>A value is decoded when first read and encoded once per commit. Changes of a record are kept or undone together;
 * changes of an epoch are frozen, appended to the changelog, committed, and only then written to the store. Values are
 * never changed in place, so undoing is putting the old reference back. Used by the task's thread only.
 *
 * <p>Errors: {@link StoreException} from the store, {@link io.millrace.state.codec.CodecException} where a value or its bytes do not fit the
 * store's type; both name the store, and leave the buffer as it was.
 */
public final class StateBuffer {
    private static final int DUE_PAGE_ROWS = 128;
    private static final byte @Nullable [][] NOTHING = {};

    private final TaskStore store;
    private final StoreTable stores;
    private final int entriesMax;
    private final KeyCache cache;
    private final Changes changes = new Changes();
    private final DueIndex[] due;
    private final List<byte[]> staleRows = new ArrayList<>();
    private final int[] singles;
    private KeySlots current;
    private byte @Nullable [][] encoded = NOTHING;
    private long misses;
    private boolean frozen;

    /** Without a bound on what an entry weighs. */
    public StateBuffer(TaskStore store, List<StoreSpec> stores, int entriesMax) {
        this(store, stores, entriesMax, Integer.MAX_VALUE);
    }

    /**
     * @param stores their positions are the {@code store} arguments of all methods
     * @param entriesMax changed entries that make the buffer {@link #full}; about as many unchanged ones stay as cache
     * @param entryBytesMax of an entry's name and value together; a larger one cannot be written
     */
    public StateBuffer(TaskStore store, List<StoreSpec> stores, int entriesMax, int entryBytesMax) {
        this.store = store;
        this.stores = new StoreTable(stores, entryBytesMax);
        this.entriesMax = entriesMax;
        cache = new KeyCache(stores.size(), Math.max(1, entriesMax / 2));
        due = Arrays.stream(Domain.values()).map(DueIndex::new).toArray(DueIndex[]::new);
        singles = IntStream.range(0, stores.size())
                .filter(position -> stores.get(position).single())
                .toArray();
        current = cache.find(new byte[0]);
    }

    /**
     * Selects the Kafka key that reads and writes are about. The array may be kept: it must not be changed any more.
     */
    public void select(byte[] key) {
        if (!current.holds(key)) {
            current = cache.find(key);
        }
    }

    /** The store's name. */
    public String name(int store) {
        return stores.spec(store).name();
    }

    /** The selected key. */
    public byte[] key() {
        return current.bytes();
    }

    /** The value of a single-valued store. */
    public @Nullable Object get(int store) {
        return read(current.slot(store));
    }

    /** Sets or, with null, deletes the value of a single-valued store. */
    public void put(int store, @Nullable Object value) {
        write(current.slot(store), value);
    }

    public @Nullable Object get(int store, byte[] entryKey) {
        return read(current.slot(store, entryKey));
    }

    public void put(int store, byte[] entryKey, @Nullable Object value) {
        write(current.slot(store, entryKey), value);
    }

    /**
     * The selected key's entries in byte order of entry keys: buffer merged over store, deletions included. The visitor
     * must not write to this store.
     */
    public void forEach(int store, EntryVisitor visitor) {
        new EntryWalk(this.store, stores, current, store, changes, this::restore).walk(visitor);
    }

    /** The same from an entry key on. */
    public void forEachFrom(int store, byte[] from, EntryVisitor visitor) {
        new EntryWalk(this.store, stores, current, store, changes, this::restore).walkFrom(from, visitor);
    }

    /** The same from an entry key down, in falling order. */
    public void forEachBack(int store, byte[] from, EntryVisitor visitor) {
        new EntryWalk(this.store, stores, current, store, changes, this::restore).walkBack(from, visitor);
    }

    /** What {@link #derive} was last given for the selected key; null if nothing was, or it is gone. */
    public @Nullable Object derived(int store) {
        return current.derived(store);
    }

    /**
     * Keeps something that was worked out from the selected key's entries of a store, beside them on the heap. It is gone
     * when a change of the key is taken back and when the key leaves the cache; who changes entries that it stands for calls
     * {@link #forgetDerived}. Not part of the state: no result may depend on its being there.
     *
     * @param weight how many values it holds
     */
    public void derive(int store, Object value, int weight) {
        current.derive(store, value, weight);
    }

    /** Forgets what was derived for the selected key, of all stores. */
    public void forgetDerived() {
        current.forgetDerived();
    }

    private @Nullable Object read(Slot slot) {
        if (!slot.known()) {
            load(slot, store.get(slot.entry(stores.id(slot.store))));
        }
        return stores.value(slot.store, slot.value());
    }

    private void write(Slot slot, @Nullable Object value) {
        if (frozen) {
            throw new IllegalStateException("write to a frozen epoch");
        }
        Object next = stores.kept(slot.store, value);
        // The old time row must be known to be removed; other values may be overwritten unseen.
        if (!slot.known() && stores.domain(slot.store) != null) {
            load(slot, store.get(slot.entry(stores.id(slot.store))));
        }
        if (next != slot.value()) {
            byte[] row = stores.row(slot, next);
            changes.before(slot);
            set(slot, next, row);
        }
    }

    private void load(Slot slot, byte @Nullable [] bytes) {
        misses++;
        restore(slot, stores.loaded(slot.store, bytes));
    }

    private void restore(Slot slot, @Nullable Object value) {
        set(slot, value, stores.row(slot, value));
    }

    private void takeBack(Slot slot, @Nullable Object value) {
        slot.owner.forgetDerived();
        restore(slot, value);
    }

    private void set(Slot slot, @Nullable Object value, byte @Nullable [] row) {
        slot.value(value);
        Domain domain = stores.domain(slot.store);
        if (domain != null && !Arrays.equals(row, slot.row)) {
            DueIndex index = due[domain.ordinal()];
            if (slot.row != null) {
                index.remove(slot.row);
            }
            if (row != null) {
                index.add(row, slot);
            }
            slot.row = row;
        }
    }

    /** The entry with the smallest time below {@code before}, by (time, store id, key, entry key); null if none. */
    public @Nullable DueEntry nextDue(Domain domain, long before) {
        DueIndex index = due[domain.ordinal()];
        while (!index.nothingBefore(before)) {
            Map.Entry<byte[], Slot> first = index.first();
            long time = first != null ? TimeRow.timeOf(first.getKey()) : index.boundTime();
            if (time >= before) {
                index.noneBefore(time);
            } else if (first != null) {
                Slot slot = first.getValue();
                return new DueEntry(time, slot.store, slot.owner.bytes(), slot.entryKey);
            } else {
                loadDue(domain, before);
            }
        }
        return null;
    }

    /** Reads the store's next rows that are due, with their entries. */
    private void loadDue(Domain domain, long before) {
        DueIndex index = due[domain.ordinal()];
        byte[] end = TimeRow.endOf(domain);
        byte[] bound = end;
        long boundTime = Long.MAX_VALUE;
        List<byte[]> rows = new ArrayList<>();
        try (StoreScan scan = store.scan(Family.TIMES, index.bound(), end)) {
            while (bound == end && scan.next()) {
                byte[] row = scan.key();
                if (TimeRow.timeOf(row) >= before || rows.size() == DUE_PAGE_ROWS) {
                    bound = row;
                    boundTime = TimeRow.timeOf(row);
                } else {
                    rows.add(row);
                }
            }
        }
        loadEntries(rows);
        index.loadedTo(bound, boundTime);
    }

    private void loadEntries(List<byte[]> rows) {
        List<@Nullable Slot> slots = new ArrayList<>(rows.size());
        rows.forEach(row -> slots.add(slotOf(row)));
        loadUnknown(slots);
        // A restore leaves the rows of values that were overwritten behind: such a row is ignored, and deleted with the
        // next commit.
        for (int i = 0; i < rows.size(); i++) {
            Slot slot = slots.get(i);
            if (slot == null || !Arrays.equals(rows.get(i), storedRow(slot))) {
                staleRows.add(rows.get(i));
            }
        }
    }

    private @Nullable Slot slotOf(byte[] row) {
        EntryKey entry = TimeRow.parse(row).entry();
        int position = stores.position(entry.store());
        if (position < 0 || stores.domain(position) == null) {
            return null;
        }
        KeySlots key = cache.find(entry.key());
        return stores.spec(position).single() ? key.slot(position) : key.slot(position, entry.entryKey());
    }

    private byte @Nullable [] storedRow(Slot slot) {
        return slot.dirty() ? stores.row(slot, changes.committed(slot)) : slot.row;
    }

    private void loadUnknown(List<@Nullable Slot> slots) {
        List<Slot> unknown = new ArrayList<>();
        List<byte[]> entries = new ArrayList<>();
        for (Slot slot : slots) {
            if (slot != null && !slot.known()) {
                unknown.add(slot);
                entries.add(slot.entry(stores.id(slot.store)));
            }
        }
        if (!unknown.isEmpty()) {
            List<byte @Nullable []> values = store.multiGet(entries);
            for (int i = 0; i < unknown.size(); i++) {
                load(unknown.get(i), values.get(i));
            }
        }
    }

    /** How many values were not known when they were asked for, so far: tells whether {@link #prefetch} is worth it. */
    public long misses() {
        return misses;
    }

    /** Reads the single-valued stores of all these keys, as far as not known, with one {@code multiGet}. */
    public void prefetch(Collection<byte[]> keys) {
        List<@Nullable Slot> slots = new ArrayList<>(keys.size() * singles.length);
        for (byte[] key : keys) {
            KeySlots known = cache.find(key);
            for (int single : singles) {
                slots.add(known.slot(single));
            }
        }
        loadUnknown(slots);
    }

    /** Makes the changes since the last {@code keep} or {@code undo} part of the epoch. */
    public void keep() {
        changes.keep();
        if (cache.turnDue(changes.dirty())) {
            cache.turn(current, this::forgetRows);
        }
    }

    private void forgetRows(KeySlots dropped) {
        dropped.forEachSlot(slot -> {
            Domain domain = stores.domain(slot.store);
            if (domain != null && slot.row != null) {
                due[domain.ordinal()].forget(slot.row);
            }
        });
    }

    /** Takes back the changes since the last {@code keep}. */
    public void undo() {
        changes.undo(this::takeBack);
    }

    /** Encodes what changed since the last {@code keep}: finds the record whose value cannot be written. */
    public void checkEncodable() {
        changes.sinceKeep().forEach(stores::bytes);
    }

    /** Entries changed in this epoch. */
    public int dirtyEntries() {
        return changes.dirty();
    }

    /** Whether the bound on entries forces a commit before more is read in. */
    public boolean full() {
        return dirtyEntries() >= entriesMax;
    }

    /**
     * Encodes every changed entry once and hands it out; nothing may be written until committed or rolled back. If one
     * cannot be encoded, nothing is handed out and nothing is frozen.
     */
    public void freeze(ChangeSink sink) {
        if (frozen || changes.pending()) {
            throw new IllegalStateException(frozen ? "frozen twice" : "a record is neither kept nor undone");
        }
        byte @Nullable [][] bytes = new byte[changes.dirty()][];
        for (int i = 0; i < bytes.length; i++) {
            Slot slot = changes.dirty(i);
            bytes[i] = changed(slot) ? stores.bytes(slot) : null;
        }
        encoded = bytes;
        frozen = true;
        for (int i = 0; i < bytes.length; i++) {
            Slot slot = changes.dirty(i);
            if (changed(slot)) {
                sink.change(slot.entry(stores.id(slot.store)), bytes[i]);
            }
        }
    }

    /** Not so if it is what it was, for instance created and deleted again. */
    private boolean changed(Slot slot) {
        return slot.value() != changes.committed(slot);
    }

    /** The epoch is committed: writes it to the store with the checkpoint, and keeps the values as read cache. */
    public void committed(Checkpoint checkpoint) {
        if (!frozen) {
            throw new IllegalStateException("committed without freeze");
        }
        StoreBatch batch = new StoreBatch();
        staleRows.forEach(row -> batch.delete(Family.TIMES, row));
        for (int i = 0; i < encoded.length; i++) {
            Slot slot = changes.dirty(i);
            if (changed(slot)) {
                addTo(batch, slot, encoded[i]);
            }
        }
        store.write(batch, checkpoint);
        for (int i = 0; i < encoded.length; i++) {
            changes.dirty(i).owner.forgetDeleted(changes.dirty(i));
        }
        encoded = NOTHING;
        staleRows.clear();
        changes.clear();
        frozen = false;
    }

    private void addTo(StoreBatch batch, Slot slot, byte @Nullable [] bytes) {
        byte[] entry = slot.entry(stores.id(slot.store));
        if (bytes == null) {
            batch.delete(Family.ENTRIES, entry);
        } else {
            batch.put(Family.ENTRIES, entry, bytes);
        }
        byte[] storedRow = storedRow(slot);
        if (!Arrays.equals(storedRow, slot.row)) {
            if (storedRow != null) {
                batch.delete(Family.TIMES, storedRow);
            }
            if (slot.row != null) {
                batch.put(Family.TIMES, slot.row, TimeRow.VALUE);
            }
        }
    }

    /** The epoch did not happen: forgets everything that is not in the store. */
    public void rollback() {
        changes.undo(this::takeBack);
        for (int i = 0; i < changes.dirty(); i++) {
            takeBack(changes.dirty(i), changes.committed(changes.dirty(i)));
        }
        changes.clear();
        encoded = NOTHING;
        frozen = false;
    }
}
