package io.millrace.testkit.sim;

import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One partition's log: data of transactions and without, control markers, the last stable offset. */
final class SimLog {
    private final Partition partition;
    private final List<Entry> entries = new ArrayList<>();
    private int stable;

    /** A slot in the log; without a record it is a control marker. */
    private static final class Entry {
        final @Nullable InputRecord record;
        final @Nullable SimTransaction transaction;
        boolean compacted;

        Entry(@Nullable InputRecord record, @Nullable SimTransaction transaction) {
            this.record = record;
            this.transaction = transaction;
        }

        boolean isOpen() {
            return record != null && transaction != null && transaction.open();
        }

        boolean isCommitted() {
            return record != null && (transaction == null || transaction.committed());
        }
    }

    /** A record and the transaction that it is of, whatever became of that. */
    record Slot(InputRecord record, @Nullable SimTransaction transaction) {}

    /** Committed records of a range, and where reading goes on. */
    record Fetched(List<InputRecord> records, long next) {}

    SimLog(Partition partition) {
        this.partition = partition;
    }

    Partition partition() {
        return partition;
    }

    long append(OutputRecord record, @Nullable SimTransaction transaction) {
        long offset = entries.size();
        entries.add(new Entry(
                new InputRecord(offset, record.timestamp(), record.key(), record.value(), record.headers()),
                transaction));
        if (transaction != null) {
            transaction.logs.add(this);
        }
        return offset;
    }

    void mark() {
        entries.add(new Entry(null, null));
    }

    long end() {
        return entries.size();
    }

    /** The first record of that time or a later one, committed or not; the end if there is none. */
    long startingAt(long timestampMs) {
        for (int i = 0; i < entries.size(); i++) {
            InputRecord record = entries.get(i).record;
            if (record != null && record.timestamp() >= timestampMs) {
                return i;
            }
        }
        return end();
    }

    /** Below it no transaction is open. */
    long stableEnd() {
        while (stable < entries.size() && !entries.get(stable).isOpen()) {
            stable++;
        }
        return stable;
    }

    Fetched fetch(long from, int recordsMax) {
        return fetch(from, stableEnd(), recordsMax, false);
    }

    /** Everything committed in a range, what compaction has removed included. */
    List<InputRecord> history(long from, long to) {
        return fetch(from, Math.min(to, entries.size()), Integer.MAX_VALUE, true)
                .records();
    }

    List<InputRecord> committed() {
        return history(0, end());
    }

    /** Every record that was ever appended. */
    List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.record != null) {
                slots.add(new Slot(entry.record, entry.transaction));
            }
        }
        return slots;
    }

    private Fetched fetch(long from, long to, int recordsMax, boolean all) {
        List<InputRecord> found = new ArrayList<>();
        long at = from;
        while (at < to && found.size() < recordsMax) {
            Entry entry = entries.get((int) at++);
            if (entry.record != null && entry.isCommitted() && (all || !entry.compacted)) {
                found.add(entry.record);
            }
        }
        // Markers and aborted records behind the last one are skipped at once, as a fetch does.
        while (at < to && !entries.get((int) at).isCommitted()) {
            at++;
        }
        return new Fetched(found, at);
    }

    /** What {@link #compact} does long after: tombstones go too. */
    void compactForgettingDeletions() {
        compact();
        for (int i = 0; i < stableEnd(); i++) {
            Entry entry = entries.get(i);
            entry.compacted |= entry.record != null && entry.record.value() == null;
        }
    }

    /** Removes what a later committed record of the same key has replaced. Tombstones stay. */
    void compact() {
        Map<ByteBuffer, Entry> newest = new HashMap<>();
        long end = stableEnd();
        for (int i = 0; i < end; i++) {
            Entry entry = entries.get(i);
            InputRecord record = entry.record;
            if (record != null && record.key() != null && entry.isCommitted()) {
                Entry before = newest.put(ByteBuffer.wrap(record.key()), entry);
                if (before != null) {
                    before.compacted = true;
                }
            }
        }
    }
}
