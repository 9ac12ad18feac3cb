package io.millrace.testkit.sim;

import io.millrace.state.Checkpoint;
import io.millrace.state.Family;
import io.millrace.state.StoreBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What lies on a disk for one task: rows, a checkpoint, and the newest batches, which a power cut may take. */
final class SimStore {
    private static final int UNSYNCED_MAX = 8;

    private record Write(List<StoreBatch.Row> rows, Checkpoint checkpoint) {}

    private final Map<Family, NavigableMap<byte[], byte[]>> synced = empty();
    private @Nullable Checkpoint syncedCheckpoint;
    private final List<Write> unsynced = new ArrayList<>();
    private Map<Family, NavigableMap<byte[], byte[]>> now = empty();
    private @Nullable Checkpoint checkpoint;
    private boolean open;
    private boolean damaged;

    /** A bit turned: whoever reads finds out. */
    void damage() {
        damaged = true;
    }

    boolean damaged() {
        return damaged;
    }

    private static Map<Family, NavigableMap<byte[], byte[]>> empty() {
        Map<Family, NavigableMap<byte[], byte[]>> families = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            families.put(family, new TreeMap<>(Arrays::compareUnsigned));
        }
        return families;
    }

    NavigableMap<byte[], byte[]> rows(Family family) {
        return now.getOrDefault(family, new TreeMap<>(Arrays::compareUnsigned));
    }

    @Nullable
    Checkpoint checkpoint() {
        return checkpoint;
    }

    void write(List<StoreBatch.Row> rows, Checkpoint reached) {
        apply(now, rows);
        checkpoint = reached;
        unsynced.add(new Write(List.copyOf(rows), reached));
        if (unsynced.size() > UNSYNCED_MAX) {
            Write oldest = unsynced.remove(0);
            apply(synced, oldest.rows());
            syncedCheckpoint = oldest.checkpoint();
        }
    }

    /** The newest writes are gone, all but so many of those that were not yet safe. */
    void powerCut(int kept) {
        while (unsynced.size() > kept) {
            unsynced.remove(unsynced.size() - 1);
        }
        now = empty();
        synced.forEach((family, rows) -> rows(family).putAll(rows));
        checkpoint = syncedCheckpoint;
        for (Write write : unsynced) {
            apply(now, write.rows());
            checkpoint = write.checkpoint();
        }
    }

    int unsynced() {
        return unsynced.size();
    }

    private static void apply(Map<Family, NavigableMap<byte[], byte[]>> families, List<StoreBatch.Row> rows) {
        for (StoreBatch.Row row : rows) {
            NavigableMap<byte[], byte[]> family = families.get(row.family());
            byte[] value = row.value();
            if (family != null && value != null) {
                family.put(row.key(), value);
            } else if (family != null) {
                family.remove(row.key());
            }
        }
    }

    boolean isOpen() {
        return open;
    }

    void open(boolean now) {
        open = now;
    }
}
