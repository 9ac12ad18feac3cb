package io.millrace.windowing.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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

    private static void follow(Random random, String seed) {
        int inputs = 1 + random.nextInt(3);
        OrderBuffer<Row> buffer = new OrderBuffer<>(inputs);
        List<Row> model = new ArrayList<>();
        long[] offsets = new long[inputs];
        for (int step = 0; step < 500; step++) {
            if (random.nextInt(200) == 0) {
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
                assertThat(buffer.poll()).as("%s step %d", seed, step).isEqualTo(model.remove(0));
            }
            compare(buffer, model, inputs, step, seed + " step " + step);
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
        OrderBuffer<String> buffer = new OrderBuffer<>(1);
        assertThat(buffer.firstBefore(Long.MAX_VALUE)).isFalse();
        buffer.add(0, 0, OrderKey.before(10), "a");
        assertThat(buffer.firstBefore(10)).isFalse();
        assertThat(buffer.firstBefore(11)).isTrue();
    }

    @Test
    void refusesOffsetsThatDoNotGrow() {
        OrderBuffer<String> buffer = new OrderBuffer<>(2);
        buffer.add(0, 7, OrderKey.before(1), "a");
        buffer.add(1, 3, OrderKey.before(1), "b");
        assertThatIllegalStateException()
                .isThrownBy(() -> buffer.add(0, 7, OrderKey.before(2), "c"))
                .withMessageContaining("MR-0506");
    }
}
