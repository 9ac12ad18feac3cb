package io.millrace.state.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.DoubleState;
import io.millrace.api.ListState;
import io.millrace.api.LongState;
import io.millrace.api.MapState;
import io.millrace.api.ValueState;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.model.TypeModel;
import io.millrace.spi.TypeRef;
import io.millrace.state.Checkpoint;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreSpec;
import io.millrace.state.TaskStore;
import io.millrace.state.memory.MemoryStores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandlesTest {
    private final TaskStore store = new MemoryStores().open(0);
    private final Calls call = new Calls();
    private StateBuffer buffer;

    private static final class Calls implements CurrentCall {
        private long now;
        private boolean open = true;

        @Override
        public long eventTime() {
            return now;
        }

        @Override
        public long wallMs() {
            return now;
        }

        @Override
        public void require() {
            if (!open) {
                throw new IllegalStateException("MR-0601 no handler call is under way");
            }
        }
    }

    private StateBuffer buffer(List<StoreSpec> stores) {
        buffer = new StateBuffer(store, stores, 1000);
        buffer.select(new byte[] {1});
        return buffer;
    }

    @SuppressWarnings("unchecked")
    private <H> H handle(StoreKind kind, int maxEntries, Class<?>... types) {
        StoreModel model = new StoreModel(
                "a-" + kind.name().toLowerCase(java.util.Locale.ROOT),
                kind,
                Arrays.stream(types)
                        .map(type -> new TypeModel(type.getName(), List.of(), type != byte[].class))
                        .toList(),
                -1,
                maxEntries,
                null);
        List<TypeRef> refs = Arrays.stream(types).map(TypeRef::of).toList();
        return (H) Handles.handle(model, refs, buffer(Handles.stores(model, refs)), 0, call);
    }

    private void commitAndForget() {
        buffer.keep();
        buffer.freeze((entry, value) -> {});
        buffer.committed(new Checkpoint("c", "t", 0, 1, 1));
    }

    @Test
    void numbersAreZeroUntilSet() {
        LongState state = handle(StoreKind.LONG, 0);
        assertThat(state.get()).isZero();
        assertThat(state.add(5)).isEqualTo(5);
        assertThat(state.add(-7)).isEqualTo(-2);
        state.set(Long.MAX_VALUE);
        commitAndForget();
        LongState again = handle(StoreKind.LONG, 0);
        assertThat(again.get()).isEqualTo(Long.MAX_VALUE);
        buffer.select(new byte[] {2});
        assertThat(again.get()).as("another key").isZero();
        buffer.select(new byte[] {1});
        again.clear();
        assertThat(again.get()).isZero();

        DoubleState real = handle(StoreKind.DOUBLE, 0);
        assertThat(real.add(0.5) + real.add(0.25)).isEqualTo(1.25);
    }

    /** A handle that is printed shows its name and type, never what it holds. */
    @Test
    void aHandlePrintsNoContent() {
        LongState number = handle(StoreKind.LONG, 0);
        number.set(4711);
        assertThat(number).hasToString("LongState[a-long]");
        DoubleState real = handle(StoreKind.DOUBLE, 0);
        real.set(47.11);
        assertThat(real).hasToString("DoubleState[a-double]");
        ValueState<String> value = handle(StoreKind.VALUE, 0, String.class);
        value.set("secret");
        assertThat(value).hasToString("ValueState[a-value]");
        ListState<String> list = handle(StoreKind.LIST, 0, String.class);
        list.add("secret");
        assertThat(list.toString()).startsWith("ListState[a-list").doesNotContain("secret");
        MapState<String, String> map = handle(StoreKind.MAP, 0, String.class, String.class);
        map.put("secret", "secret");
        assertThat(map).hasToString("MapState[a-map]");
    }

    @Test
    void aValueIsWhatWasSet() {
        ValueState<String> state = handle(StoreKind.VALUE, 0, String.class);
        assertThat(state.get()).isNull();
        assertThat(state.orElse("x")).isEqualTo("x");
        assertThat(state.update("a", old -> old + "b")).isEqualTo("ab");
        buffer.keep();
        state.clear();
        buffer.undo();
        assertThat(state.get()).isEqualTo("ab");
    }

    @Test
    void changingAMutableValueInPlaceChangesNothing() {
        ValueState<byte[]> state = handle(StoreKind.VALUE, 0, byte[].class);
        byte[] mine = {1};
        state.set(mine);
        mine[0] = 9;
        byte[] read = state.get();
        assertThat(read).containsExactly(1);
        read[0] = 8;
        assertThat(state.get()).containsExactly(1);
    }

    @Test
    void aListKeepsTheLatest() {
        ListState<Integer> state = handle(StoreKind.LIST, 40, Integer.class);
        IntStream.range(0, 100).forEach(state::add);
        assertThat(state.size()).isEqualTo(40);
        assertThat(state.get()).isEqualTo(IntStream.range(60, 100).boxed().toList());
        commitAndForget();
        ListState<Integer> again = handle(StoreKind.LIST, 40, Integer.class);
        again.add(100);
        assertThat(again.get()).isEqualTo(IntStream.range(61, 101).boxed().toList());
        assertThatThrownBy(() -> again.get().add(1)).isInstanceOf(UnsupportedOperationException.class);
        again.clear();
        assertThat(again.get()).isEmpty();
        commitAndForget();
        assertThat(store.sizeBytes()).isZero();
    }

    @Test
    void aMapIsWalkedInKeyOrder() {
        MapState<Long, String> state = handle(StoreKind.MAP, 0, Long.class, String.class);
        for (long key : new long[] {5, -3, 0, Long.MIN_VALUE, 256, 255}) {
            assertThat(state.put(key, "v" + key)).isNull();
        }
        commitAndForget();
        MapState<Long, String> again = handle(StoreKind.MAP, 0, Long.class, String.class);
        assertThat(again.remove(0L)).isEqualTo("v0");
        assertThat(again.put(7L, "new")).isNull();
        List<Long> keys = new ArrayList<>();
        again.forEach((key, value) -> keys.add(key));
        assertThat(keys).containsExactly(Long.MIN_VALUE, -3L, 5L, 7L, 255L, 256L);
        assertThat(again.contains(0L)).isFalse();
        assertThat(again.isEmpty()).isFalse();
        again.clear();
        assertThat(again.isEmpty()).isTrue();
        commitAndForget();
        assertThat(store.sizeBytes()).isZero();
    }

    @Test
    void limitsThatAreNotKeptAreRefused() {
        assertThatThrownBy(() -> handle(StoreKind.MAP, 10_001, Long.class, Long.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MR-0422");
    }

    @Test
    void nothingIsReadOrWrittenOutsideACall() {
        IntFunction<Runnable> uses = use -> {
            LongState number = handle(StoreKind.LONG, 0);
            ListState<Long> list = handle(StoreKind.LIST, 0, Long.class);
            MapState<Long, Long> map = handle(StoreKind.MAP, 0, Long.class, Long.class);
            ValueState<Long> value = handle(StoreKind.VALUE, 0, Long.class);
            return List.<Runnable>of(
                            number::get,
                            () -> number.set(1),
                            () -> number.add(1),
                            number::clear,
                            list::get,
                            () -> list.add(1L),
                            list::size,
                            list::clear,
                            () -> map.get(1L),
                            () -> map.put(1L, 1L),
                            () -> map.remove(1L),
                            map::isEmpty,
                            map::clear,
                            () -> map.forEach((k, v) -> {}),
                            value::get,
                            () -> value.set(1L),
                            value::clear)
                    .get(use);
        };
        for (int use = 0; use < 17; use++) {
            Runnable outside = uses.apply(use);
            call.open = false;
            assertThatThrownBy(outside::run).as("use %d", use).hasMessageContaining("MR-0601");
            call.open = true;
        }
    }
}
