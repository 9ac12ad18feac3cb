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
    private static final byte[] KEY = {1};
    private static final byte[] ENTRY = {2};
    private static final List<StoreSpec> STORES = List.of(
            new StoreSpec("text", true, Codecs.of(TypeRef.of(String.class)), true, null),
            new StoreSpec("many", false, Codecs.of(TypeRef.of(Long.class)), true, null));

    private final TaskStore store = new MemoryStores().open(0);
    private final StateBuffer buffer = new StateBuffer(store, STORES, 3);
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
        buffer.select(new byte[StoreTable.ENTRY_BYTES_MAX]);
        buffer.put(0, "x");
        assertThatThrownBy(buffer::checkEncodable)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("MR-0411")
                .hasMessageContaining("under a key of 9500");
    }

    @Test
    void aValueThatCannotBeWrittenFreezesNothingAndIsFoundByItsRecord() {
        buffer.put(1, ENTRY, 1L);
        buffer.keep();
        buffer.put(0, "x".repeat(StoreTable.ENTRY_BYTES_MAX));
        assertThatThrownBy(buffer::checkEncodable)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("MR-0411")
                .hasMessageContaining("'text'");
        buffer.keep();
        assertThatThrownBy(() -> buffer.freeze((entry, value) -> changes.add("handed out")))
                .isInstanceOf(StoreException.class);
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
