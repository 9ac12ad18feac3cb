package io.millrace.state.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.TypeRef;
import io.millrace.state.Checkpoint;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreSpec;
import io.millrace.state.codec.Codecs;
import io.millrace.state.memory.MemoryStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkLogTest {
    private static final StoreSpec HEAD = new StoreSpec("head", true, new LogHeadCodec(), true, null);
    private static final StoreSpec CHUNKS = ChunkLog.chunks("chunks", Codecs.of(TypeRef.of(Long.class)), true);

    private final MemoryStores engine = new MemoryStores();
    private final List<StoreSpec> stores = List.of(HEAD, CHUNKS);
    private final io.millrace.state.TaskStore store = engine.open(0);
    private StateBuffer buffer = open();
    private ChunkLog log = new ChunkLog(buffer, 1);
    private int changes;

    private record Timed(long time, long element) {}

    private StateBuffer open() {
        StateBuffer opened = new StateBuffer(store, stores, 1000);
        opened.select(new byte[] {1});
        return opened;
    }

    private LogHead head() {
        return buffer.get(0) instanceof LogHead head ? head : LogHead.EMPTY;
    }

    private int commit() {
        changes = 0;
        buffer.keep();
        buffer.freeze((entry, value) -> changes++);
        buffer.committed(new Checkpoint("c", "t", 0, 1, 1));
        return changes;
    }

    private List<Timed> all(LogHead head) {
        return range(head, head.start(), head.end());
    }

    private List<Timed> range(LogHead head, long from, long to) {
        List<Timed> seen = new ArrayList<>();
        log.forEach(head, from, to, (time, element) -> seen.add(new Timed(time, (Long) element)));
        return seen;
    }

    @Test
    void anAppendChangesTheHeadAndOneChunk() {
        LogHead head = LogHead.EMPTY;
        for (int i = 0; i < 1000; i++) {
            head = log.append(head, i, (long) i);
        }
        buffer.put(0, head);
        commit();
        buffer.put(0, log.append(head, 1000, 1000L));
        assertThat(commit()).isEqualTo(2);
        assertThat(head().chunks()).hasSize(32);
    }

    @Test
    void droppingTheFrontDeletesWholeChunksOnly() {
        LogHead head = LogHead.EMPTY;
        for (int i = 0; i < 100; i++) {
            head = log.append(head, i, (long) i);
        }
        buffer.put(0, head);
        commit();
        buffer.put(0, log.dropBefore(head, 70));
        assertThat(commit()).as("head and two chunks").isEqualTo(3);
        assertThat(all(head()).get(0)).isEqualTo(new Timed(70, 70));
        assertThat(head().size()).isEqualTo(30);
        assertThat(log.dropBefore(head(), 500).size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aLogBehavesLikeAListThatLosesItsFront(long seed) {
        Random random = new Random(seed);
        List<Timed> model = new ArrayList<>();
        long dropped = 0;
        for (int i = 0; i < 1500; i++) {
            LogHead head = head();
            int dice = random.nextInt(20);
            if (dice == 0 && !model.isEmpty()) {
                int gone = random.nextInt(Math.min(80, model.size()));
                dropped += gone;
                model.subList(0, gone).clear();
                buffer.put(0, log.dropBefore(head, dropped));
            } else if (dice == 1) {
                commit();
                buffer = open();
                log = new ChunkLog(buffer, 1);
            } else {
                long time = random.nextInt(i + 1);
                model.add(new Timed(time, i));
                buffer.put(0, log.append(head, time, (long) i));
            }
            long from = dropped + random.nextInt(model.size() + 1);
            long to = from + random.nextInt(100);
            assertThat(range(head(), from, to))
                    .as("seed %d", seed)
                    .isEqualTo(
                            model.stream().skip(from - dropped).limit(to - from).toList());
        }
        assertThat(all(head())).as("seed %d", seed).isEqualTo(model);
        assertThat(head().size()).isEqualTo(model.size());
    }
}
