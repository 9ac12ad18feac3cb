package io.millrace.state;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The write-back buffer of one task: live values by key, transaction buffer and read cache at once.
 *
 * <p>A value is decoded when first read and encoded once per commit. Changes of a record are kept or undone together;
 * changes of an epoch are frozen, appended to the changelog, committed, and only then written to the store. Values are
 * never changed in place, so undoing is putting the old reference back. Used by the task's thread only.
 */
public final class StateBuffer {
    public StateBuffer(TaskStore store, List<StoreSpec> stores, int entriesMax) {
        throw new UnsupportedOperationException();
    }

    /** Selects the Kafka key that reads and writes are about. */
    public void select(byte[] key) {
        throw new UnsupportedOperationException();
    }

    /** The selected key. */
    public byte[] key() {
        throw new UnsupportedOperationException();
    }

    /** The value of a single-valued store. */
    public @Nullable Object get(int store) {
        throw new UnsupportedOperationException();
    }

    /** Sets or, with null, deletes the value of a single-valued store. */
    public void put(int store, @Nullable Object value) {
        throw new UnsupportedOperationException();
    }

    public @Nullable Object get(int store, byte[] entryKey) {
        throw new UnsupportedOperationException();
    }

    public void put(int store, byte[] entryKey, @Nullable Object value) {
        throw new UnsupportedOperationException();
    }

    /** The selected key's entries in byte order of entry keys: buffer merged over store, deletions included. */
    public void forEach(int store, EntryVisitor visitor) {
        throw new UnsupportedOperationException();
    }

    /** The entry with the smallest time below {@code before}, by (time, store id, key, entry key); null if none. */
    public @Nullable DueEntry nextDue(TimeRule.Domain domain, long before) {
        throw new UnsupportedOperationException();
    }

    /** Makes the changes since the last {@code keep} or {@code undo} part of the epoch. */
    public void keep() {
        throw new UnsupportedOperationException();
    }

    /** Takes back the changes since the last {@code keep}. */
    public void undo() {
        throw new UnsupportedOperationException();
    }

    /** Encodes what changed since the last {@code keep}: finds the record whose value cannot be written. */
    public void checkEncodable() {
        throw new UnsupportedOperationException();
    }

    /** Reads the single-valued stores of all these keys, as far as not known, with one {@code multiGet}. */
    public void prefetch(Collection<byte[]> keys) {
        throw new UnsupportedOperationException();
    }

    /** Entries changed in this epoch. */
    public int dirtyEntries() {
        throw new UnsupportedOperationException();
    }

    /** Whether the bound on entries forces a commit before more is read in. */
    public boolean full() {
        throw new UnsupportedOperationException();
    }

    /** Encodes every changed entry once and hands it out; nothing may be written until committed or rolled back. */
    public void freeze(ChangeSink sink) {
        throw new UnsupportedOperationException();
    }

    /** The epoch is committed: writes it to the store with the checkpoint, and keeps the values as read cache. */
    public void committed(Checkpoint checkpoint) {
        throw new UnsupportedOperationException();
    }

    /** The epoch did not happen: forgets everything that is not in the store. */
    public void rollback() {
        throw new UnsupportedOperationException();
    }
}
