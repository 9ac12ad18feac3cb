package io.millrace.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which slots changed: since the last commit, and, with their former values, since the last record. */
final class Changes {
    private static final int UNDO_MIN = 64;

    private final List<Slot> dirty = new ArrayList<>();
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
        if (slot.loggedBy != record) {
            slot.loggedBy = record;
            log(slot);
        }
        if (!slot.dirty) {
            slot.dirty = true;
            slot.committed = slot.value;
            slot.owner.dirty++;
            dirty.add(slot);
        }
    }

    private void log(Slot slot) {
        if (logged == slots.length) {
            slots = Arrays.copyOf(slots, logged * 2);
            former = Arrays.copyOf(former, logged * 2);
        }
        slots[logged] = slot;
        former[logged++] = slot.value;
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
        dirtyBefore = dirty.size();
        nextRecord();
    }

    void undo(Restore restore) {
        for (int i = logged - 1; i >= 0; i--) {
            Slot slot = slots[i];
            if (slot != null) {
                restore.to(slot, former[i]);
            }
        }
        List<Slot> made = dirty.subList(dirtyBefore, dirty.size());
        made.forEach(Changes::clean);
        made.clear();
        nextRecord();
    }

    private void nextRecord() {
        Arrays.fill(slots, 0, logged, null);
        Arrays.fill(former, 0, logged, null);
        logged = 0;
        record++;
    }

    List<Slot> dirty() {
        return dirty;
    }

    /** The epoch is over: nothing is dirty any more. */
    void clear() {
        dirty.forEach(Changes::clean);
        dirty.clear();
        keep();
    }

    private static void clean(Slot slot) {
        slot.dirty = false;
        slot.committed = null;
        slot.owner.dirty--;
    }
}
