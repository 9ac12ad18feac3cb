package io.millrace.state.handle;

import io.millrace.state.CurrentCall;
import io.millrace.state.DueEntry;
import io.millrace.state.EntryVisitor;
import io.millrace.state.StateBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries that carry their last write: with an end, with a limit on their number, or both. */
final class AgingEntries extends Entries {
    private final StateBuffer buffer;
    private final int store;
    private final Lifetime lifetime;
    private final int entriesMax;
    private final CurrentCall call;

    /**
     * @param entriesMax per key, in a store of many entries; 0: no limit
     */
    AgingEntries(StateBuffer buffer, int store, Lifetime lifetime, int entriesMax, CurrentCall call) {
        this.buffer = buffer;
        this.store = store;
        this.lifetime = lifetime;
        this.entriesMax = entriesMax;
        this.call = call;
    }

    @Override
    String name() {
        return buffer.name(store);
    }

    @Override
    @Nullable
    Object get() {
        return living((Stamped) buffer.get(store));
    }

    @Override
    void put(@Nullable Object value) {
        buffer.put(store, value == null ? null : stamp((Stamped) buffer.get(store), value));
    }

    @Override
    @Nullable
    Object get(byte[] entryKey) {
        return living((Stamped) buffer.get(store, entryKey));
    }

    @Override
    void put(byte[] entryKey, @Nullable Object value) {
        if (value == null) {
            buffer.put(store, entryKey, null);
            return;
        }
        Stamped old = (Stamped) buffer.get(store, entryKey);
        buffer.put(store, entryKey, stamp(old, value));
        if (entriesMax > 0 && living(old) == null) {
            keepWithinLimit(entryKey);
        }
    }

    private @Nullable Object living(@Nullable Stamped found) {
        return found == null || lifetime.over(found.writtenMs(), call.stateTime()) ? null : found.value();
    }

    /** A write never shortens a life: one that comes out of order counts as made at the time of the latest. */
    private Stamped stamp(@Nullable Stamped old, Object value) {
        long now = call.stateTime();
        return old == null
                ? new Stamped(now, lifetime.dueMs(now), value)
                : stamped(Math.max(old.writtenMs(), now), old.dueMs(), value);
    }

    /** The row stays where it is until it comes due: most writes of an entry move nothing in the time index. */
    private Stamped stamped(long writtenMs, long rowMs, Object value) {
        return new Stamped(writtenMs, Math.min(rowMs, lifetime.dueMs(writtenMs)), value);
    }

    /**
     * Deletes the oldest written entries beyond the limit; of equally old ones the first in key order, and never the one
     * just written. What has ended goes with them.
     */
    private void keepWithinLimit(byte[] justWritten) {
        List<byte[]> ended = new ArrayList<>();
        List<Aged> living = new ArrayList<>();
        buffer.forEach(store, (entryKey, value) -> {
            long writtenMs = ((Stamped) value).writtenMs();
            if (lifetime.over(writtenMs, call.stateTime())) {
                ended.add(entryKey);
            } else if (!Arrays.equals(entryKey, justWritten)) {
                living.add(new Aged(writtenMs, entryKey));
            }
            return true;
        });
        ended.forEach(this::delete);
        int tooMany = living.size() + 1 - entriesMax;
        if (tooMany > 0) {
            living.sort((a, b) -> Long.compare(a.writtenMs, b.writtenMs));
            living.subList(0, tooMany).forEach(aged -> delete(aged.entryKey));
        }
    }

    private record Aged(long writtenMs, byte[] entryKey) {}

    private void delete(byte[] entryKey) {
        buffer.put(store, entryKey, null);
    }

    @Override
    void forEach(EntryVisitor visitor) {
        buffer.forEach(store, (entryKey, found) -> {
            Object value = living((Stamped) found);
            return value == null || visitor.visit(entryKey, value);
        });
    }

    @Override
    void clear() {
        List<byte[]> found = new ArrayList<>();
        buffer.forEach(store, (entryKey, value) -> found.add(entryKey));
        found.forEach(this::delete);
    }

    /** As {@link Sweep}, in a store of one entry per key. */
    void sweepOne(DueEntry due) {
        Stamped found = (Stamped) buffer.get(store);
        if (found != null) {
            buffer.put(store, swept(found, due.time()));
        }
    }

    /** As {@link Sweep}, in a store of many entries per key. */
    void sweepEntry(DueEntry due) {
        Stamped found = (Stamped) buffer.get(store, due.entryKey());
        if (found != null) {
            buffer.put(store, due.entryKey(), swept(found, due.time()));
        }
    }

    private @Nullable Stamped swept(Stamped found, long rowMs) {
        return lifetime.over(found.writtenMs(), rowMs)
                ? null
                : new Stamped(found.writtenMs(), lifetime.dueMs(found.writtenMs()), found.value());
    }
}
