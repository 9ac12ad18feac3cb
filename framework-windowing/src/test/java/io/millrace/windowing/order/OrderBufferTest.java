package io.millrace.windowing.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.millrace.state.memory.MemorySpill;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderBufferTest {
    private record Row(int input, long offset, OrderKey key) {
        static final Comparator<Row> ORDER =
                Comparator.comparing(Row::key).thenComparing(Row::input).thenComparing(Row::offset);
    }

    @Test
    void randomHistoriesFollowASortedList() {
        for (int seed = 0; seed < 100; seed++) {
            follow(new Random(seed), "seed " + seed);
        }
    }

    /** Every record takes 10 bytes of heap, and goes to disk as its position in a list. */
    private static final class Rows implements Payloads<Row> {
        static final int BYTES = 10;
        private final List<Row> written = new ArrayList<>();

        @Override
        public long heapBytes(Row row) {
            return BYTES;
        }

        @Override
        public byte[] write(Row row) {
            written.add(row);
            return ByteBuffer.allocate(4).putInt(written.size() - 1).array();
        }

        @Override
        public Row read(int input, byte[] bytes) {
            Row row = written.get(ByteBuffer.wrap(bytes).getInt());
            assertThat(row.input()).isEqualTo(input);
            return row;
        }
    }

    private static void follow(Random random, String seed) {
        int inputs = 1 + random.nextInt(3);
        // From nothing but the next record on the heap to everything, and changing.
        long[] heapBytesMax = {random.nextInt(100) * Rows.BYTES};
        Rows rows = new Rows();
        OrderBuffer<Row> buffer = new OrderBuffer<>(inputs, rows, new MemorySpill(), () -> heapBytesMax[0]);
        List<Row> model = new ArrayList<>();
        long[] offsets = new long[inputs];
        for (int step = 0; step < 500; step++) {
            if (random.nextInt(50) == 0) {
                heapBytesMax[0] = random.nextInt(100) * Rows.BYTES;
            } else if (random.nextInt(200) == 0) {
                buffer.clear();
                model.clear();
                offsets = new long[inputs];
            } else if (random.nextInt(5) < (step % 100 < 50 ? 3 : 2)) {
                int input = random.nextInt(inputs);
                offsets[input] += 1 + random.nextInt(3);
                Row row = new Row(input, offsets[input], key(random, step));
                buffer.add(input, row.offset(), row.key(), row);
                model.add(row);
                model.sort(Row.ORDER);
            } else if (!model.isEmpty()) {
                assertThat(buffer.first()).as("%s step %d", seed, step).isEqualTo(model.get(0));
                assertThat(buffer.poll()).as("%s step %d", seed, step).isEqualTo(model.remove(0));
            }
            compare(buffer, model, inputs, step, seed + " step " + step);
        }
    }

    @Test
    void keepsWhatIsDueSoonAndSpillsTheRestOnce() {
        Rows rows = new Rows();
        OrderBuffer<Row> buffer = new OrderBuffer<>(2, rows, new MemorySpill(), () -> 100 * Rows.BYTES);
        // One input is far ahead, the other brings what is due next.
        for (int i = 0; i < 1_000; i++) {
            OrderKey key = OrderKey.before(1_000_000 + i);
            buffer.add(0, i, key, new Row(0, i, key));
        }
        int spilled = rows.written.size();
        assertThat(spilled).isBetween(900, 1_000);
        for (int i = 0; i < 1_000; i++) {
            OrderKey key = OrderKey.before(i);
            buffer.add(1, i, key, new Row(1, i, key));
            assertThat(buffer.poll().input()).isEqualTo(1);
        }
        assertThat(rows.written).as("nothing that is due goes to disk").hasSize(spilled);
        for (int i = 0; i < 1_000; i++) {
            assertThat(buffer.poll().offset()).isEqualTo(i);
        }
        assertThat(rows.written).as("and nothing twice").hasSize(spilled);
    }

    @Test
    void beginsWithAnEmptyDiskWhateverWasThere() {
        MemorySpill disk = new MemorySpill();
        for (int attempt = 0; attempt < 2; attempt++) {
            OrderBuffer<Row> buffer = new OrderBuffer<>(1, new Rows(), disk, () -> 0);
            buffer.clear();
            for (int i = 0; i < 10; i++) {
                OrderKey key = OrderKey.before(10 - i);
                buffer.add(0, i, key, new Row(0, i, key));
            }
            assertThat(buffer.poll().offset()).isEqualTo(9);
        }
    }

    private static void compare(OrderBuffer<Row> buffer, List<Row> model, int inputs, long time, String at) {
        assertThat(buffer.size()).as(at).isEqualTo(model.size());
        assertThat(buffer.firstKey())
                .as(at)
                .isEqualTo(model.isEmpty() ? null : model.get(0).key());
        assertThat(buffer.firstBefore(time))
                .as(at)
                .isEqualTo(!model.isEmpty() && model.get(0).key().time() < time);
        for (int input = 0; input < inputs; input++) {
            int wanted = input;
            long oldest = model.stream()
                    .filter(row -> row.input() == wanted)
                    .mapToLong(Row::offset)
                    .min()
                    .orElse(-1);
            assertThat(buffer.oldestOffset(input)).as(at).isEqualTo(oldest);
        }
    }

    private static OrderKey key(Random random, int step) {
        // Now and then one far in the future, which stays while everything behind it is released.
        long time = random.nextInt(100) == 0 ? 10_000 : step + random.nextInt(20) - 10;
        return new OrderKey(time, random.nextInt(2), random.nextInt(2), 0, random.nextInt(2), 0);
    }

    @Test
    void releasesStrictlyBelowTheWatermark() {
        OrderBuffer<Row> buffer = new OrderBuffer<>(1, new Rows(), new MemorySpill(), () -> 0);
        assertThat(buffer.firstBefore(Long.MAX_VALUE)).isFalse();
        buffer.add(0, 0, OrderKey.before(10), new Row(0, 0, OrderKey.before(10)));
        assertThat(buffer.firstBefore(10)).isFalse();
        assertThat(buffer.firstBefore(11)).isTrue();
    }

    @Test
    void refusesOffsetsThatDoNotGrow() {
        OrderBuffer<Row> buffer = new OrderBuffer<>(2, new Rows(), new MemorySpill(), () -> 0);
        Row row = new Row(0, 7, OrderKey.before(1));
        buffer.add(0, 7, OrderKey.before(1), row);
        buffer.add(1, 3, OrderKey.before(1), row);
        assertThatIllegalStateException()
                .isThrownBy(() -> buffer.add(0, 7, OrderKey.before(2), row))
                .withMessageContaining("MR-0506");
    }
}
