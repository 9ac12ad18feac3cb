package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.TypeRef;
import io.millrace.state.codec.CodecException;
import io.millrace.state.codec.Codecs;
import io.millrace.state.memory.MemoryStores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateBufferTest {
    private static final int ENTRY_BYTES_MAX = 950_000;
    private static final byte[] KEY = {1};
    private static final byte[] ENTRY = {2};
    private static final List<StoreSpec> STORES = List.of(
            new StoreSpec("text", true, Codecs.of(TypeRef.of(String.class)), true, null),
            new StoreSpec("many", false, Codecs.of(TypeRef.of(Long.class)), true, null));

    private final TaskStore store = new MemoryStores().open(0);
    private final StateBuffer buffer = new StateBuffer(store, STORES, 3, ENTRY_BYTES_MAX);
    private final List<String> changes = new ArrayList<>();

    StateBufferTest() {
        buffer.select(KEY);
    }

    private void commit() {
        buffer.keep();
        changes.clear();
        buffer.freeze((entry, value) -> changes.add(EntryKey.parse(entry).store() + (value == null ? "-" : "+")));
        buffer.committed(new Checkpoint("c", "t", 0, 1, 1));
    }

    private static String id(int store) {
        return Integer.toString(STORES.get(store).id());
    }

    @Test
    void whatWasMadeAndDeletedInOneEpochIsNoChange() {
        assertThat(buffer.get(0)).isNull();
        buffer.put(0, "x");
        buffer.keep();
        buffer.put(0, null);
        commit();
        assertThat(changes).isEmpty();
        buffer.put(0, "a");
        commit();
        assertThat(changes).containsExactly(id(0) + "+");
        buffer.put(0, "b");
        buffer.put(0, null);
        commit();
        assertThat(changes).containsExactly(id(0) + "-");
        assertThat(store.sizeBytes()).isZero();
    }

    @Test
    void aSmallValueUnderAHugeKeyCannotBeWrittenEither() {
        buffer.select(new byte[ENTRY_BYTES_MAX]);
        buffer.put(0, "x");
        assertThatThrownBy(buffer::checkEncodable)
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("MR-0411")
                .hasMessageContaining("under a key of 9500");
    }

    @Test
    void aValueThatCannotBeWrittenFreezesNothingAndIsFoundByItsRecord() {
        buffer.put(1, ENTRY, 1L);
        buffer.keep();
        buffer.put(0, "x".repeat(ENTRY_BYTES_MAX));
        assertThatThrownBy(buffer::checkEncodable)
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("MR-0411")
                .hasMessageContaining("'text'");
        buffer.keep();
        assertThatThrownBy(() -> buffer.freeze((entry, value) -> changes.add("handed out")))
                .isInstanceOf(CodecException.class);
        assertThat(changes).isEmpty();
        buffer.rollback();
        assertThat(buffer.get(0)).isNull();
        assertThat(buffer.get(1, ENTRY)).isNull();
        buffer.put(1, ENTRY, "not a number");
        assertThatThrownBy(buffer::checkEncodable)
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("MR-0410")
                .hasMessageContaining("'many'");
        buffer.undo();
        buffer.put(1, ENTRY, 2L);
        commit();
        assertThat(changes).containsExactly(id(1) + "+");
    }

    @Test
    void aWalkAfterUndoingABlindWriteSeesTheStore() {
        buffer.put(1, ENTRY, 1L);
        commit();
        StateBuffer fresh = new StateBuffer(store, STORES, 3);
        fresh.select(KEY);
        fresh.put(1, ENTRY, 2L);
        List<Object> seen = new ArrayList<>();
        fresh.forEach(1, (entryKey, value) -> seen.add(value));
        fresh.undo();
        fresh.forEach(1, (entryKey, value) -> seen.add(value));
        assertThat(seen).containsExactly(2L, 1L);
    }

    @Test
    void whatWasDerivedGoesWhenAChangeIsTakenBack() {
        buffer.put(1, ENTRY, 1L);
        buffer.derive(1, "one", 1);
        buffer.keep();
        assertThat(buffer.derived(1)).isEqualTo("one");
        assertThat(buffer.derived(0)).isNull();
        buffer.put(1, ENTRY, 2L);
        buffer.derive(1, "two", 1);
        buffer.undo();
        assertThat(buffer.derived(1)).as("it may stand for what never was").isNull();
        commit();
        buffer.put(1, ENTRY, 3L);
        buffer.derive(1, "three", 1);
        buffer.keep();
        buffer.rollback();
        assertThat(buffer.derived(1)).isNull();
    }

    @Test
    void whatWasDerivedGoesWithItsKey() {
        buffer.put(1, ENTRY, 1L);
        buffer.derive(1, "one", 1);
        commit();
        for (byte other = 2; other < 20; other++) {
            buffer.select(new byte[] {other});
            buffer.get(0);
            buffer.keep();
        }
        buffer.select(KEY);
        assertThat(buffer.derived(1)).isNull();
        assertThat(buffer.get(1, ENTRY)).isEqualTo(1L);
    }

    @Test
    void aWalkThatEndsEarlyAndOneThatReadsOnTheWaySeeEachEntryOnce() {
        for (byte entry = 0; entry < 50; entry++) {
            buffer.put(1, new byte[] {entry}, (long) entry);
        }
        List<Object> seen = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            seen.clear();
            buffer.forEach(1, (entryKey, value) -> {
                seen.add(value);
                assertThat(buffer.get(1, new byte[] {(byte) (entryKey[0] + 100), 1}))
                        .isNull();
                return true;
            });
            assertThat(seen).hasSize(50).doesNotHaveDuplicates();
        }
        seen.clear();
        buffer.forEach(1, (entryKey, value) -> {
            seen.add(value);
            return seen.size() < 20;
        });
        assertThat(seen).hasSize(20).startsWith(0L).endsWith(19L);
    }

    @Test
    void aWalkThatEndsEarlyLeavesNothingToAskTheStoreFor() {
        for (byte entry = 0; entry < 10; entry++) {
            buffer.put(1, new byte[] {entry}, (long) entry);
        }
        commit();
        StateBuffer fresh = new StateBuffer(store, STORES, 3);
        fresh.select(KEY);
        assertThat(walkedFrom(fresh, new byte[] {3}, 2)).containsExactly(3L, 4L);
        assertThat(fresh.get(1, new byte[] {9})).isEqualTo(9L);
        assertThat(fresh.get(1, new byte[] {99})).isNull();
        assertThat(fresh.misses()).isZero();
    }

    @Test
    void walksOfMoreThanIsKeptBeginWhereTheyAreToldAndSeeWhatWasNotYetCommitted() {
        List<Long> expected = new ArrayList<>();
        for (int entry = 0; entry < 400; entry++) {
            buffer.put(1, place(entry), (long) entry);
            if (entry >= 300 && entry != 310) {
                expected.add((long) entry);
            }
        }
        commit();
        StateBuffer fresh = new StateBuffer(store, STORES, 3);
        fresh.select(KEY);
        fresh.put(1, place(310), null);
        fresh.put(1, place(500), 500L);
        expected.add(500L);
        for (int round = 0; round < 3; round++) {
            assertThat(walkedFrom(fresh, place(0), 2)).containsExactly(0L, 1L);
            assertThat(walkedFrom(fresh, place(300), 1_000)).isEqualTo(expected);
        }
        assertThat(walkedFrom(fresh, new byte[0], 1_000)).hasSize(400);
    }

    private static byte[] place(int number) {
        return new byte[] {(byte) (number >> 8), (byte) number};
    }

    private static List<Object> walkedFrom(StateBuffer buffer, byte[] from, int count) {
        List<Object> seen = new ArrayList<>();
        buffer.forEachFrom(1, from, (entryKey, value) -> {
            seen.add(value);
            return seen.size() < count;
        });
        return seen;
    }

    @Test
    void whatIsFrozenIsNotWrittenToAndWhatIsPendingIsNotFrozen() {
        buffer.put(0, "x");
        assertThatThrownBy(() -> buffer.freeze((entry, value) -> {})).isInstanceOf(IllegalStateException.class);
        buffer.keep();
        buffer.freeze((entry, value) -> {});
        assertThatThrownBy(() -> buffer.put(0, "y")).isInstanceOf(IllegalStateException.class);
        assertThat(buffer.get(0)).isEqualTo("x");
        buffer.rollback();
        assertThatThrownBy(() -> buffer.committed(new Checkpoint("c", "t", 0, 1, 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isFullWhenTheBoundOnChangesIsReached() {
        for (byte i = 0; i < 3; i++) {
            assertThat(buffer.full()).isFalse();
            buffer.put(1, new byte[] {i}, 1L);
            buffer.keep();
        }
        assertThat(buffer.full()).isTrue();
        assertThat(buffer.dirtyEntries()).isEqualTo(3);
        commit();
        assertThat(buffer.full()).isFalse();
    }

    @Test
    void anEntryKeyGivesTheKafkaKeyBack() {
        byte[] key = new byte[300];
        EntryKey parsed = EntryKey.parse(EntryKey.encode(-7, key, ENTRY));
        assertThat(parsed.store()).isEqualTo(-7);
        assertThat(parsed.key()).isEqualTo(key);
        assertThat(parsed.entryKey()).isEqualTo(ENTRY);
        assertThatThrownBy(() -> EntryKey.parse(new byte[] {0, 0, 0, 1, 9}))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.corrupt()).isTrue());
        assertThat(EntryKey.after(new byte[] {1, -1})).containsExactly(2);
    }
}
