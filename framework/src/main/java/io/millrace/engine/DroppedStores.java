package io.millrace.engine;

import io.millrace.model.Names;
import io.millrace.spi.TypeRef;
import io.millrace.state.EntryKey;
import io.millrace.state.Family;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreScan;
import io.millrace.state.StoreSpec;
import io.millrace.state.TaskStore;
import io.millrace.state.codec.Codecs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what is left of stores that the code does not have any more, a slice at a time: in the changelog each becomes one
 * range of tombstones. A store's name is forgotten last, so that a crash in between changes nothing.
 */
final class DroppedStores {
    private final Catalog catalog;
    private final List<String> names;
    private final TaskStore store;
    private final StateBuffer buffer;
    private final int catalogPlace;
    private final int firstPlace;
    private int at;
    private byte @Nullable [] next;

    /**
     * @param firstPlace the place in the buffer of the first of {@link #specs}
     */
    DroppedStores(Catalog catalog, TaskStore store, StateBuffer buffer, int catalogPlace, int firstPlace) {
        this.catalog = catalog;
        this.names = catalog.dropped();
        this.store = store;
        this.buffer = buffer;
        this.catalogPlace = catalogPlace;
        this.firstPlace = firstPlace;
    }

    /** What the buffer must know to delete from them: any bytes under any key. */
    static List<StoreSpec> specs(Catalog catalog) {
        return catalog.dropped().stream()
                .map(name -> new StoreSpec(name, false, Codecs.of(TypeRef.of(byte[].class)), false, null))
                .toList();
    }

    /** Nothing was committed of what was deleted since the last commit. */
    void rollback() {
        at = 0;
        next = null;
    }

    boolean left() {
        return at < names.size();
    }

    /** Deletes so many entries at most; returns how many it did, and 1 for a name. */
    int delete(int most) {
        if (!left() || most <= 0) {
            return 0;
        }
        int id = Names.storeId(names.get(at));
        byte[] first = ByteBuffer.allocate(Integer.BYTES).putInt(id).array();
        byte[] from = next == null ? first : next;
        List<byte[]> found = new ArrayList<>();
        byte[] end = id == -1 ? new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1} : EntryKey.after(first);
        try (StoreScan scan = store.scan(Family.ENTRIES, from, end)) {
            while (found.size() < most && scan.next()) {
                found.add(scan.key());
            }
        }
        for (byte[] row : found) {
            EntryKey entry = EntryKey.parse(row);
            buffer.select(entry.key());
            buffer.put(firstPlace + at, entry.entryKey(), null);
            buffer.keep();
        }
        if (found.size() == most) {
            byte[] last = found.get(most - 1);
            next = java.util.Arrays.copyOf(last, last.length + 1);
            return most;
        }
        catalog.forget(names.get(at++), buffer, catalogPlace);
        next = null;
        return found.size() + 1;
    }
}
