package io.millrace.testkit.sim;

import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.state.Checkpoint;
import io.millrace.state.Family;
import io.millrace.state.StoreBatch;
import io.millrace.state.StoreException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A machine's disk for one listener. A crash of the process loses nothing that was written; a power cut leaves a prefix.
 *
 * <p>With each write it checks what the store promises: at its checkpoint it is the fold of the changelog's committed
 * records, no more and no less (G4, G8).
 */
final class SimDisk {
    private final SimLoop loop;
    private final SimCluster cluster;
    private final String changelog;
    private final Map<Integer, SimStore> stores = new TreeMap<>();
    private int spilled;

    SimDisk(SimCluster cluster, String changelog) {
        this.loop = cluster.loop();
        this.cluster = cluster;
        this.changelog = changelog;
    }

    SimStore open(int task) {
        SimStore store = stores.computeIfAbsent(task, any -> new SimStore());
        if (store.isOpen()) {
            throw new StoreException("MR-0402: the store of task " + task + " is open", false, null);
        }
        store.open(true);
        return store;
    }

    /** What is there, or an empty store that will not be kept. */
    SimStore stored(int task) {
        return stores.getOrDefault(task, new SimStore());
    }

    /** Something went into a task's spill, which is no state: nothing to check. */
    void noteSpill() {
        spilled++;
    }

    int spilled() {
        return spilled;
    }

    boolean exists(int task) {
        return stores.containsKey(task);
    }

    void wipe(int task) {
        SimStore store = stores.remove(task);
        loop.demand(store == null || !store.isOpen(), "store of task " + task + " is wiped while open");
    }

    void processDied() {
        stores.values().forEach(store -> store.open(false));
    }

    void powerCut() {
        stores.values().forEach(store -> store.powerCut(loop.random().nextInt(store.unsynced() + 1)));
    }

    void write(int task, SimStore store, StoreBatch batch, Checkpoint reached) {
        long before = Checkpoint.position(store.checkpoint());
        store.write(batch.rows(), reached);
        Map<ByteBuffer, byte @Nullable []> expected = new HashMap<>();
        for (InputRecord record : log(task).history(before, reached.position())) {
            expected.put(ByteBuffer.wrap(record.key() == null ? new byte[0] : record.key()), record.value());
        }
        expected.forEach((key, value) -> demandSame(task, store, key.array(), value, reached));
        for (StoreBatch.Row row : batch.rows()) {
            if (row.family() == Family.ENTRIES && !expected.containsKey(ByteBuffer.wrap(row.key()))) {
                demandSame(task, store, row.key(), newestBelow(task, row.key(), reached.position()), reached);
            }
        }
    }

    private void demandSame(int task, SimStore store, byte[] key, byte @Nullable [] expected, Checkpoint reached) {
        byte[] found = store.rows(Family.ENTRIES).get(key);
        boolean same = Arrays.equals(found, expected);
        // A rebuild from a compacted log may lack a value until it reaches the one that replaced it.
        loop.demand(
                same || changesLater(task, key, reached.position()),
                "G4: store of task " + task + " at checkpoint " + reached.position() + " differs from its changelog");
    }

    private byte @Nullable [] newestBelow(int task, byte[] key, long position) {
        byte[] newest = null;
        for (InputRecord record : log(task).history(0, position)) {
            if (Arrays.equals(record.key(), key)) {
                newest = record.value();
            }
        }
        return newest;
    }

    private boolean changesLater(int task, byte[] key, long position) {
        return log(task).history(position, Long.MAX_VALUE).stream()
                .anyMatch(record -> Arrays.equals(record.key(), key));
    }

    /** Every store, in full, against the fold of its changelog up to its checkpoint. */
    void demandAllEqualChangelog() {
        stores.forEach((task, store) -> {
            long reached = Checkpoint.position(store.checkpoint());
            TreeMap<byte[], byte[]> fold = new TreeMap<>(Arrays::compareUnsigned);
            for (InputRecord record : log(task).history(0, reached)) {
                byte[] key = record.key();
                byte[] value = record.value();
                if (key != null && value != null) {
                    fold.put(key, value);
                } else if (key != null) {
                    fold.remove(key);
                }
            }
            // What is in neither is equal; what the log changes later may be missing after a rebuild from a compacted
            // one.
            Set<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
            keys.addAll(fold.keySet());
            keys.addAll(store.rows(Family.ENTRIES).keySet());
            boolean same = true;
            for (byte[] key : keys) {
                byte[] found = store.rows(Family.ENTRIES).get(key);
                same &= Arrays.equals(fold.get(key), found) || changesLater(task, key, reached);
            }
            loop.demand(same, "G4: store of task " + task + " differs from the fold of its changelog");
        });
    }

    Set<Integer> openTasks() {
        Set<Integer> open = new TreeSet<>();
        stores.forEach((task, store) -> {
            if (store.isOpen()) {
                open.add(task);
            }
        });
        return open;
    }

    /** Lets one of its stores rot, if it has any. */
    void damage() {
        if (!stores.isEmpty()) {
            List<Integer> tasks = List.copyOf(stores.keySet());
            int task = tasks.get(loop.random().nextInt(tasks.size()));
            loop.trace().add(changelog, "store of task " + task + " is damaged");
            stores.get(task).damage();
        }
    }

    private SimLog log(int task) {
        return cluster.log(new Partition(changelog, task));
    }
}
