package io.millrace.state;

import io.millrace.state.TimeRule.Domain;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The time rows of one domain that the buffer knows: those of every known entry, written or not, and all rows of the
 * store below a bound. Above the bound the store has to be asked; below it never.
 *
 * <p>So nothing is merged when something is looked for: firing a timer takes its row out of here at once, while the row
 * on disk stays until the commit, unseen because it lies below the bound.
 */
final class DueIndex {
    private final TreeMap<byte[], Slot> rows = new TreeMap<>(Arrays::compareUnsigned);

    /** Rows of the store below this are all in {@link #rows}. */
    private byte[] bound;

    private long boundTime = Long.MIN_VALUE;

    /** No row anywhere is earlier: the answer "nothing is due" costs one comparison. */
    private long earliest = Long.MIN_VALUE;

    DueIndex(Domain domain) {
        bound = TimeRow.firstOf(domain);
    }

    boolean nothingBefore(long time) {
        return earliest >= time;
    }

    void add(byte[] row, Slot slot) {
        rows.put(row, slot);
        earliest = Math.min(earliest, TimeRow.timeOf(row));
    }

    void remove(byte[] row) {
        rows.remove(row);
    }

    /** The slot is evicted: if its row is in the store, it will have to be read from there again. */
    void forget(byte[] row) {
        rows.remove(row);
        if (Arrays.compareUnsigned(row, bound) < 0) {
            loadedTo(row, TimeRow.timeOf(row));
        }
    }

    /** The first known row, if the store cannot hold an earlier one. */
    Map.@Nullable Entry<byte[], Slot> first() {
        Map.Entry<byte[], Slot> first = rows.firstEntry();
        return first != null && Arrays.compareUnsigned(first.getKey(), bound) < 0 ? first : null;
    }

    byte[] bound() {
        return bound;
    }

    /** No row of the store from the bound on is earlier. */
    long boundTime() {
        return boundTime;
    }

    /** All rows of the store below the new bound were added; none from there on has an earlier time. */
    void loadedTo(byte[] newBound, long newBoundTime) {
        bound = newBound;
        boundTime = newBoundTime;
    }

    /** Nothing known or unknown is earlier than this. */
    void noneBefore(long time) {
        earliest = time;
    }
}
