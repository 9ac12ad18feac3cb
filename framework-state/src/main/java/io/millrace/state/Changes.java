package io.millrace.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which slots changed: since the last commit, and, with their former values, since the last record. */
final class Changes {
    private static final int UNDO_MIN = 64;
    private static final int DIRTY_MIN = 1024;

    private @Nullable Slot[] dirty = new Slot[DIRTY_MIN];
    private @Nullable Object[] committed = new Object[DIRTY_MIN];
    private int dirtyCount;
    private @Nullable Slot[] slots = new Slot[UNDO_MIN];
    private @Nullable Object[] former = new Object[UNDO_MIN];
    private int logged;
    private int dirtyBefore;
    private long record;

    /** Takes back one change. */
    @FunctionalInterface
    interface Restore {
        void to(Slot slot, @Nullable Object value);
    }

    /** To be called before a known slot gets another value. */
    void before(Slot slot) {
        Object value = slot.value();
        if (slot.loggedBy != record) {
            slot.loggedBy = record;
            log(slot, value);
        }
        if (!slot.dirty()) {
            if (dirtyCount == dirty.length) {
                dirty = Arrays.copyOf(dirty, dirtyCount * 2);
                committed = Arrays.copyOf(committed, dirtyCount * 2);
            }
            slot.dirtied(dirtyCount);
            dirty[dirtyCount] = slot;
            committed[dirtyCount++] = value;
        }
    }

    private void log(Slot slot, @Nullable Object value) {
        if (logged == slots.length) {
            slots = Arrays.copyOf(slots, logged * 2);
            former = Arrays.copyOf(former, logged * 2);
        }
        slots[logged] = slot;
        former[logged++] = value;
    }

    /** Whether a record's changes are neither kept nor undone. */
    boolean pending() {
        return logged > 0;
    }

    /** The slots changed since the last keep or undo. */
    List<Slot> sinceKeep() {
        List<Slot> changed = new ArrayList<>(logged);
        for (int i = 0; i < logged; i++) {
            Slot slot = slots[i];
            if (slot != null) {
                changed.add(slot);
            }
        }
        return changed;
    }

    void keep() {
        dirtyBefore = dirtyCount;
        nextRecord();
    }

    void undo(Restore restore) {
        for (int i = logged - 1; i >= 0; i--) {
            Slot slot = slots[i];
            if (slot != null) {
                restore.to(slot, former[i]);
            }
        }
        clean(dirtyBefore);
        nextRecord();
    }

    private void nextRecord() {
        Arrays.fill(slots, 0, logged, null);
        Arrays.fill(former, 0, logged, null);
        logged = 0;
        record++;
    }

    /** How many slots changed since the last commit. */
    int dirty() {
        return dirtyCount;
    }

    /** One of the slots that changed since the last commit. */
    Slot dirty(int change) {
        Slot slot = dirty[change];
        if (slot == null) {
            throw new IllegalStateException("no change " + change + " of " + dirtyCount);
        }
        return slot;
    }

    /** The value in the store of a dirty slot, as far as known. */
    @Nullable
    Object committed(Slot slot) {
        return committed[slot.change()];
    }

    /** The epoch is over: nothing is dirty any more. */
    void clear() {
        clean(0);
        keep();
    }

    private void clean(int from) {
        for (int i = from; i < dirtyCount; i++) {
            dirty(i).cleaned();
        }
        Arrays.fill(dirty, from, dirtyCount, null);
        Arrays.fill(committed, from, dirtyCount, null);
        dirtyCount = from;
    }
}
