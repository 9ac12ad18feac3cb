package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.fault.Fault;
import io.millrace.model.Names;
import io.millrace.spi.TypeRef;
import io.millrace.state.Checkpoint;
import io.millrace.state.EntryKey;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreSpec;
import io.millrace.state.TaskStore;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.Codecs;
import io.millrace.state.memory.MemoryStores;
import io.millrace.windowing.timer.TimerStores;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final TypeRef TEXT = TypeRef.of(String.class);

    private final TaskStore store = new MemoryStores().open(0);
    private final List<String> tombstones = new ArrayList<>();
    private StateBuffer buffer;
    private @Nullable DroppedStores dropped;
    private long position;

    private record Spend(long cents) {}

    private static StoreSpec spec(String name, Class<?> type) {
        return new StoreSpec(name, false, Codecs.of(TypeRef.of(type)), true, null);
    }

    /** A task's start over this store, with these stores in the code. */
    private Catalog start(TypeRef key, StoreSpec... declared) {
        List<StoreSpec> stores =
                Stream.concat(Stream.of(Catalog.SPEC), Stream.of(declared)).toList();
        Catalog catalog = Catalog.read(store, key, stores);
        List<StoreSpec> all = Stream.concat(stores.stream(), DroppedStores.specs(catalog).stream())
                .toList();
        buffer = new StateBuffer(store, all, 1_000);
        dropped = new DroppedStores(catalog, store, buffer, 0, stores.size());
        return catalog;
    }

    private void fill(int place, int keys) {
        for (int i = 0; i < keys; i++) {
            buffer.select(new byte[] {(byte) i, 7});
            buffer.put(place, new byte[] {1}, new Spend(i));
            buffer.put(place, new byte[] {2}, new Spend(i));
            buffer.keep();
        }
    }

    private void commit() {
        tombstones.clear();
        buffer.freeze((entry, value) -> {
            if (value == null) {
                tombstones.add(EntryKey.parse(entry).store() + "");
            }
        });
        buffer.committed(new Checkpoint("c", "t", 0, ++position, 0));
    }

    @Test
    void stateThatFitsIsTakenAndWrittenDownOnce() {
        start(TEXT, spec("a", Spend.class)).write(buffer, 0);
        assertThat(buffer.dirtyEntries()).as("the key and one store").isEqualTo(2);
        commit();
        Catalog again = start(TEXT, spec("a", Spend.class), spec("b", Long.class));
        assertThat(again.misfit(3)).isNull();
        assertThat(again.dropped()).isEmpty();
        again.write(buffer, 0);
        assertThat(buffer.dirtyEntries()).as("the new store only").isEqualTo(1);
    }

    @Test
    void stateThatDoesNotFitIsRefusedWithAllThatIsWrong() {
        start(TEXT, spec("a", Spend.class), spec("b", Long.class)).write(buffer, 0);
        commit();
        Fault misfit = start(TypeRef.of(Long.class), spec("a", Long.class), spec("b", Integer.class))
                .misfit(3);
        assertThat(misfit).isInstanceOf(Fault.Misconfigured.class);
        assertThat(misfit.text())
                .contains("MR-0426", "task 3", "@Upcast")
                .contains("store 'a': was {cents: Long} and is Long")
                .contains("store 'b': was Long and is Integer")
                .contains("the key: was String and is Long");
    }

    private record Place(String shop, long shelf) {}

    private record Shop(String shop) {}

    private static StoreSpec timer(Domain domain, @Nullable Class<?> ids) {
        return TimerStores.of("t", domain, ids == null ? null : Codecs.of(TypeRef.of(ids)));
    }

    @Test
    void aTimerWithOtherIdsOrAnotherClockIsRefused() {
        start(TEXT, timer(Domain.EVENT, Place.class)).write(buffer, 0);
        commit();
        assertThat(start(TEXT, timer(Domain.EVENT, Place.class)).misfit(3)).isNull();
        assertThat(refusal(timer(Domain.EVENT, Long.class)))
                .contains("store 'timer:t': was {shelf: Long, shop: String} and is Long");
        assertThat(refusal(timer(Domain.EVENT, Shop.class))).contains("and is {shop: String}");
        assertThat(refusal(timer(Domain.EVENT, null))).contains("and is event timer<>");
        assertThat(refusal(timer(Domain.PROCESSING, Place.class)))
                .contains("store 'timer:t': was event timer<")
                .contains("and is processing timer<");
    }

    private String refusal(StoreSpec timer) {
        Fault misfit = start(TEXT, timer).misfit(3);
        assertThat(misfit).isNotNull();
        return misfit.text();
    }

    @Test
    void aDroppedStoreIsOneRangeOfTombstonesInSlices() {
        start(TEXT, spec("kept", Spend.class), spec("gone", Spend.class)).write(buffer, 0);
        fill(1, 20);
        fill(2, 50);
        commit();
        long all = store.sizeBytes();

        Catalog now = start(TEXT, spec("kept", Spend.class));
        assertThat(now.dropped()).containsExactly("gone");
        now.write(buffer, 0);
        assertThat(dropped.delete(30)).isEqualTo(30);
        commit();
        assertThat(tombstones).hasSize(30).containsOnly(Names.storeId("gone") + "");
        assertThat(dropped.delete(40)).isEqualTo(40);
        buffer.rollback();
        dropped.rollback();

        start(TEXT, spec("kept", Spend.class));
        int slices = 0;
        while (dropped.left()) {
            assertThat(dropped.delete(30)).isBetween(1, 31);
            commit();
            slices++;
        }
        assertThat(slices).isEqualTo(3);
        assertThat(start(TEXT, spec("kept", Spend.class)).dropped()).isEmpty();
        assertThat(dropped.left()).isFalse();
        buffer.select(new byte[] {3, 7});
        assertThat(buffer.get(1, new byte[] {2})).isEqualTo(new Spend(3));
        assertThat(store.sizeBytes()).isLessThan(all / 2);
    }
}
