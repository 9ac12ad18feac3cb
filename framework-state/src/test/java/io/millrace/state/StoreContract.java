package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine owes. */
public abstract class StoreContract {
    private StoreEngine engine;

    protected abstract StoreEngine newEngine();

    @BeforeEach
    void makeEngine() {
        engine = newEngine();
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Checkpoint at(long position) {
        return new Checkpoint("cluster-Ω", "topic", 3, position, -5);
    }

    private static void put(TaskStore store, Family family, String... keysAndValues) {
        StoreBatch batch = new StoreBatch();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            batch.put(family, bytes(keysAndValues[i]), bytes(keysAndValues[i + 1]));
        }
        store.write(batch, at(1));
    }

    private static List<String> scan(TaskStore store, Family family, String from, String to) {
        List<String> rows = new ArrayList<>();
        try (StoreScan scan = store.scan(family, bytes(from), bytes(to))) {
            while (scan.next()) {
                rows.add(new String(scan.key(), StandardCharsets.ISO_8859_1) + "="
                        + new String(scan.value(), StandardCharsets.ISO_8859_1));
            }
        }
        return rows;
    }

    @Test
    void keepsWhatWasWrittenWithItsCheckpoint() {
        assertThat(engine.position(3)).isEqualTo(-1);
        try (TaskStore store = engine.open(3)) {
            assertThat(store.checkpoint()).isNull();
            assertThat(store.get(bytes("a"))).isNull();
            StoreBatch batch = new StoreBatch();
            batch.put(Family.ENTRIES, bytes("a"), bytes("1"));
            batch.put(Family.ENTRIES, bytes("b"), bytes("2"));
            batch.delete(Family.ENTRIES, bytes("b"));
            batch.put(Family.ENTRIES, bytes("c"), new byte[0]);
            batch.put(Family.ENTRIES, bytes("d"), new byte[100_000]);
            batch.put(Family.TIMES, bytes("a"), bytes("other"));
            store.write(batch, at(42));
        }
        assertThat(engine.position(3)).isEqualTo(42);
        assertThat(engine.position(4)).isEqualTo(-1);
        try (TaskStore store = engine.open(3)) {
            assertThat(store.checkpoint()).isEqualTo(at(42));
            assertThat(store.multiGet(List.of(bytes("c"), bytes("b"), bytes("a"), bytes("d"))))
                    .containsExactly(new byte[0], null, bytes("1"), new byte[100_000]);
            assertThat(scan(store, Family.TIMES, "", "z")).containsExactly("a=other");
            store.write(new StoreBatch(), at(43));
            assertThat(store.checkpoint()).isEqualTo(at(43));
        }
    }

    @Test
    void scansInUnsignedByteOrderFromInclusiveToExclusive() {
        try (TaskStore store = engine.open(0)) {
            put(
                    store,
                    Family.ENTRIES,
                    "b",
                    "2",
                    "\u00ff",
                    "6",
                    "a",
                    "1",
                    "ab",
                    "1b",
                    "\u0080",
                    "5",
                    "c",
                    "3",
                    "\u0000",
                    "0");
            assertThat(scan(store, Family.ENTRIES, "a", "c")).containsExactly("a=1", "ab=1b", "b=2");
            assertThat(scan(store, Family.ENTRIES, "b", "\u00ff")).containsExactly("b=2", "c=3", "\u0080=5");
            assertThat(scan(store, Family.ENTRIES, "x", "y")).isEmpty();
            assertThat(scan(store, Family.TIMES, "", "\u00ff")).isEmpty();
        }
    }

    @Test
    void aScanSeesTheMomentItBegan() {
        try (TaskStore store = engine.open(0)) {
            put(store, Family.ENTRIES, "a", "1", "c", "3");
            try (StoreScan scan = store.scan(Family.ENTRIES, bytes("a"), bytes("z"))) {
                assertThat(scan.next()).isTrue();
                StoreBatch batch = new StoreBatch();
                batch.put(Family.ENTRIES, bytes("b"), bytes("2"));
                batch.delete(Family.ENTRIES, bytes("c"));
                store.write(batch, at(2));
                assertThat(scan.next()).isTrue();
                assertThat(scan.key()).isEqualTo(bytes("c"));
                assertThat(scan.next()).isFalse();
            }
            assertThat(scan(store, Family.ENTRIES, "a", "z")).containsExactly("a=1", "b=2");
        }
    }

    @Test
    void aTaskIsOpenOnlyOnce() {
        try (TaskStore store = engine.open(0);
                TaskStore other = engine.open(1)) {
            put(store, Family.ENTRIES, "a", "1");
            assertThat(other.get(bytes("a"))).isNull();
            assertThatThrownBy(() -> engine.open(0))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("MR-0404");
            assertThatThrownBy(() -> engine.wipe(0)).isInstanceOf(StoreException.class);
            assertThat(store.get(bytes("a"))).isEqualTo(bytes("1"));
        }
    }

    @Test
    void whatWasRestoredInChunksIsThereAfterClosing() {
        List<StoreSpec> stores = BufferHistory.STORES;
        byte[] key = bytes("k");
        byte[] entry = EntryKey.encode(stores.get(3).id(), key, bytes("e"));
        byte[] gone = EntryKey.encode(stores.get(3).id(), key, bytes("gone"));
        try (TaskStore store = engine.openToRestore(0)) {
            Restorer restorer = new Restorer(store, stores);
            restorer.apply(entry, stores.get(3).codec().encode(50L));
            restorer.apply(gone, stores.get(3).codec().encode(10L));
            restorer.flush(at(1));
            restorer.apply(entry, stores.get(3).codec().encode(20L));
            restorer.apply(gone, null);
            assertThat(restorer.pendingBytes()).isPositive();
            restorer.flush(at(2));
            assertThat(store.checkpoint()).isEqualTo(at(2));
        }
        try (TaskStore store = engine.open(0)) {
            assertThat(store.checkpoint()).isEqualTo(at(2));
            StateBuffer buffer = new StateBuffer(store, stores, 100);
            DueEntry due = buffer.nextDue(TimeRule.Domain.EVENT, 1000);
            assertThat(due).isNotNull();
            assertThat(due.time()).isEqualTo(20);
            assertThat(due.entryKey()).isEqualTo(bytes("e"));
            assertThat(buffer.nextDue(TimeRule.Domain.EVENT, 20)).isNull();
            buffer.freeze((changed, value) -> {});
            buffer.committed(at(3));
            assertThat(scan(store, Family.TIMES, "", "\u00ff"))
                    .as("rows of values that were overwritten are deleted once seen")
                    .hasSize(1);
        }
    }

    private static void spill(TaskStore store, String... keys) {
        store.spill()
                .put(Stream.of(keys)
                        .map(key -> new SpillArea.Row(bytes(key), bytes("value of " + key)))
                        .toList());
    }

    private static List<String> take(TaskStore store, String from, long bytesMax) {
        return store.spill().take(bytes(from), bytesMax).stream()
                .map(row -> {
                    String key = new String(row.key(), StandardCharsets.ISO_8859_1);
                    assertThat(row.value()).isEqualTo(bytes("value of " + key));
                    return key;
                })
                .toList();
    }

    @Test
    void whatWasSpilledIsTakenInOrderOnce() {
        try (TaskStore store = engine.open(0)) {
            assertThat(take(store, "", 1000)).isEmpty();
            spill(store, "d", "b", "\u00ff");
            spill(store, "c", "e");
            assertThat(take(store, "b", 1)).as("one at least").containsExactly("b");
            assertThat(take(store, "c", 20)).containsExactly("c", "d");
            spill(store, "a", "c");
            assertThat(take(store, "a", 1000)).as("lower ones came later").containsExactly("a", "c", "e", "\u00ff");
            assertThat(take(store, "", 1000)).isEmpty();
        }
    }

    @Test
    void whatWasSpilledIsNoState() {
        try (TaskStore store = engine.open(0)) {
            put(store, Family.ENTRIES, "a", "1");
            spill(store, "a", "b");
            assertThat(scan(store, Family.ENTRIES, "", "z")).containsExactly("a=1");
            store.spill().clear();
            assertThat(take(store, "", 1000)).isEmpty();
            spill(store, "c", "d");
            assertThat(take(store, "", 1)).containsExactly("c");
        }
        try (TaskStore store = engine.open(0)) {
            assertThat(take(store, "", 1000)).as("empty after opening").isEmpty();
            assertThat(store.checkpoint()).isEqualTo(at(1));
            assertThat(store.get(bytes("a"))).isEqualTo(bytes("1"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void spillingFollowsASortedMap(long seed) {
        Random random = new Random(seed);
        TreeMap<Integer, byte[]> model = new TreeMap<>();
        try (TaskStore store = engine.open(0)) {
            for (int step = 0; step < 300; step++) {
                if (random.nextInt(5) < 2) {
                    List<SpillArea.Row> rows = new ArrayList<>();
                    for (int i = random.nextInt(50); i >= 0; i--) {
                        int key = random.nextInt(1 << 20);
                        byte[] value = new byte[random.nextInt(2_000)];
                        random.nextBytes(value);
                        if (model.putIfAbsent(key, value) == null) {
                            rows.add(new SpillArea.Row(key(key), value));
                        }
                    }
                    store.spill().put(rows);
                } else if (!model.isEmpty()) {
                    List<SpillArea.Row> taken = store.spill().take(key(model.firstKey()), random.nextInt(50_000));
                    assertThat(taken).isNotEmpty();
                    for (SpillArea.Row row : taken) {
                        assertThat(row.key()).as("seed %d", seed).isEqualTo(key(model.firstKey()));
                        assertThat(row.value()).isEqualTo(model.pollFirstEntry().getValue());
                    }
                }
            }
        }
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    @Test
    void wipedIsGone() {
        try (TaskStore store = engine.open(0)) {
            put(store, Family.ENTRIES, "a", "1");
        }
        engine.wipe(0);
        engine.wipe(7);
        assertThat(engine.position(0)).isEqualTo(-1);
        try (TaskStore store = engine.open(0)) {
            assertThat(store.checkpoint()).isNull();
            assertThat(store.get(bytes("a"))).isNull();
        }
    }

    @Test
    void sizeGrowsWithContent() {
        try (TaskStore store = engine.open(0)) {
            long empty = store.sizeBytes();
            StoreBatch batch = new StoreBatch();
            for (int i = 0; i < 1000; i++) {
                batch.put(Family.ENTRIES, bytes("key" + i), new byte[1000]);
            }
            store.write(batch, at(1));
            assertThat(store.sizeBytes() - empty).isBetween(900_000L, 4_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theBufferOnItBehavesLikeAMap(long seed) {
        BufferHistory history = new BufferHistory(engine, seed);
        history.run(3000);
        assertThat(history.steps())
                .as("what the history did, seed " + seed)
                .containsKeys("commit", "rollback", "undo", "reopen", "due", "walk", "prefetch");
    }
}
