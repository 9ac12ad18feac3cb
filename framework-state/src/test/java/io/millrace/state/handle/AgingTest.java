package io.millrace.state.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.LongState;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.spi.TypeRef;
import io.millrace.state.Checkpoint;
import io.millrace.state.CurrentCall;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreSpec;
import io.millrace.state.TaskStore;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.Codecs;
import io.millrace.state.memory.MemoryStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgingTest implements CurrentCall {
    private static final Codec<Object> LONG = Codecs.of(TypeRef.of(Long.class));
    private static final StoreModel MODEL = new StoreModel("n", StoreKind.LONG, List.of(), 3_200, 0, null);

    private final TaskStore store = new MemoryStores().open(0);
    private final List<String> changes = new ArrayList<>();
    private long now;

    @Override
    public long eventTime() {
        return now;
    }

    @Override
    public long wallMs() {
        return 0;
    }

    @Override
    public void require() {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatHasExpiredIsNeverSeen(long seed) {
        AgingHistory history = new AgingHistory(seed);
        history.run(4_000);
        assertThat(history.swept).isGreaterThan(100);
    }

    private StateBuffer buffer(StoreModel model) {
        StateBuffer buffer = new StateBuffer(store, Handles.stores(model, List.of()), 100);
        buffer.select(new byte[] {1});
        return buffer;
    }

    private void commit(StateBuffer buffer) {
        buffer.keep();
        changes.clear();
        buffer.freeze((entry, value) -> changes.add(value == null ? "tombstone" : "value"));
        buffer.committed(new Checkpoint("c", "t", 0, 1, 0));
    }

    private DueEntry due(StateBuffer buffer) {
        return Objects.requireNonNull(buffer.nextDue(Domain.EXPIRY, Long.MAX_VALUE));
    }

    @Test
    void anEntryLivesToTheMillisecondAndItsRowIsCoarse() {
        StateBuffer buffer = buffer(MODEL);
        LongState n = (LongState) Handles.handle(MODEL, List.of(), buffer, 0, this);
        Sweep sweep = Objects.requireNonNull(Handles.sweep(MODEL, buffer, 0, this));
        now = 1_001;
        n.set(5);
        now = 4_200;
        assertThat(n.get()).isEqualTo(5);
        now = 4_201;
        assertThat(n.get()).isZero();
        long row = due(buffer).time();
        assertThat(row).isBetween(4_201L, 4_201L + 3_200 / 32);

        now = 1_500;
        n.set(6);
        commit(buffer);
        assertThat(due(buffer).time()).as("a write moves no row").isEqualTo(row);
        sweep.sweep(due(buffer));
        commit(buffer);
        assertThat(changes).as("armed again, because it was written since").containsExactly("value");
        assertThat(due(buffer).time()).isBetween(4_700L, 4_700L + 3_200 / 32);
        sweep.sweep(due(buffer));
        commit(buffer);
        assertThat(changes).containsExactly("tombstone");
        assertThat(store.sizeBytes()).isZero();
    }

    /** The place of the last row follows from the last write: a store that was restored expires at the same place. */
    @Test
    void whereAnEntryIsTakenOutDoesNotDependOnItsHistory() {
        Lifetime life = new Lifetime(3_200);
        for (long written = -5_000; written < 5_000; written += 7) {
            long row = life.dueMs(written);
            assertThat(life.over(written, row)).isTrue();
            assertThat(row - 64).isLessThan(written + 3_200);
            assertThat(life.over(written, written + 3_199)).isFalse();
            Stamped stamped = new Stamped(written, row, 1L);
            StampedCodec codec = new StampedCodec(LONG);
            assertThat(codec.decode(codec.encode(stamped))).isEqualTo(stamped);
            assertThat(StampedCodec.dueMs(codec.encode(stamped))).isEqualTo(row);
        }
        assertThat(new Lifetime(Long.MAX_VALUE).dueMs(5)).isEqualTo(Stamped.NEVER);
        assertThat(new Lifetime(1).over(Long.MAX_VALUE - 5, Long.MAX_VALUE - 4)).isTrue();
    }

    @Test
    void aStampCostsNineBytesAndWithoutTtlNothing() {
        long written = 1_790_000_000_000L;
        int plain = LONG.encode(7L).length;
        for (long ttl : new long[] {60_000, 3_600_000, 30L * 86_400_000}) {
            Stamped stamped = new Stamped(written, new Lifetime(ttl).dueMs(written), 7L);
            assertThat(new StampedCodec(LONG).encode(stamped)).hasSizeBetween(plain + 9, plain + 10);
        }
        assertThat(new StampedCodec.Bare(LONG).encode(7L)).isEqualTo(LONG.encode(7L));
    }

    @Test
    void aStoreMayGetATimeToLiveAndLoseItAgain() {
        StoreModel forever = new StoreModel("n", StoreKind.LONG, List.of(), -1, 0, null);
        StateBuffer before = buffer(forever);
        now = 1_000;
        ((LongState) Handles.handle(forever, List.of(), before, 0, this)).set(5);
        commit(before);

        StateBuffer aging = buffer(MODEL);
        LongState n = (LongState) Handles.handle(MODEL, List.of(), aging, 0, this);
        now = 100_000;
        assertThat(n.get())
                .as("of unknown age, so it lives until it is written")
                .isEqualTo(5);
        n.add(1);
        commit(aging);
        now = 103_200;
        assertThat(n.get()).isZero();

        StateBuffer after = buffer(forever);
        assertThat(((LongState) Handles.handle(forever, List.of(), after, 0, this)).get())
                .isEqualTo(6);
        List<StoreSpec> specs = Handles.stores(forever, List.of());
        assertThat(specs.get(0).times()).isNull();
    }
}
