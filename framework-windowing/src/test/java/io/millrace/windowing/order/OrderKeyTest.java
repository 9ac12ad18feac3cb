package io.millrace.windowing.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.state.codec.CodecException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderKeyTest {
    @Test
    void fieldsCountInTheirOrder() {
        OrderKey key = new OrderKey(5, 5, 5, 5, 5, 5);
        assertThat(key)
                .isLessThan(new OrderKey(6, 0, 0, 0, 0, 0))
                .isLessThan(new OrderKey(5, 6, 0, 0, 0, 0))
                .isLessThan(new OrderKey(5, 5, 6, 0, 0, 0))
                .isLessThan(new OrderKey(5, 5, 5, 6, 0, 0))
                .isLessThan(new OrderKey(5, 5, 5, 5, 6, 0))
                .isLessThan(new OrderKey(5, 5, 5, 5, 5, 6))
                .isEqualByComparingTo(new OrderKey(5, 5, 5, 5, 5, 5));
    }

    @Test
    void beforeSeparatesTimes() {
        OrderKey before = OrderKey.before(5);
        assertThat(before).isLessThan(new OrderKey(5, -9, -9, 0, 0, 0));
        assertThat(before)
                .isGreaterThan(new OrderKey(
                        4, Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        assertThat(OrderKey.MIN).isLessThan(OrderKey.before(Long.MIN_VALUE + 1));
    }

    @Test
    void isReadAsWritten() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            OrderKey key = new OrderKey(
                    random.nextLong(),
                    random.nextInt(),
                    random.nextLong(),
                    random.nextInt(),
                    random.nextLong(),
                    random.nextLong());
            ByteBuffer bytes = ByteBuffer.allocate(OrderKey.BYTES);
            key.write(bytes);
            assertThat(OrderKey.read(bytes.flip())).isEqualTo(key);
        }
        assertThat(OrderKey.BYTES).isLessThanOrEqualTo(50);
        assertThatThrownBy(() -> OrderKey.read(ByteBuffer.allocate(39)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("MR-0504");
    }

    @Test
    void sortsAsBytesToo() {
        Random random = new Random(6);
        OrderKey before = OrderKey.MIN;
        for (int i = 0; i < 10_000; i++) {
            OrderKey key = new OrderKey(
                    random.nextInt(3) - 1,
                    random.nextInt(3) - 1,
                    random.nextBoolean() ? random.nextLong() : random.nextInt(3) - 1,
                    random.nextInt(2),
                    random.nextInt(300),
                    random.nextInt(300));
            assertThat(Integer.signum(Arrays.compareUnsigned(sorted(before), sorted(key))))
                    .as("%s and %s", before, key)
                    .isEqualTo(before.compareTo(key));
            before = key;
        }
    }

    private static byte[] sorted(OrderKey key) {
        ByteBuffer bytes = ByteBuffer.allocate(OrderKey.BYTES);
        key.writeSorted(bytes);
        return bytes.array();
    }

    @Test
    void anOriginNumbersItsDescendants() {
        Origin source = new Origin(3, 99, 0);
        assertThat(source.child(7)).isEqualTo(new Origin(3, 99, 7));
        assertThat(source.child(7).child(2).path()).isEqualTo((7 << 16) | 2);
        assertThatThrownBy(() -> source.child(65_536)).hasMessageContaining("MR-0505");
        assertThatThrownBy(() -> source.child(-1)).hasMessageContaining("MR-0505");
        Origin deep = source.child(1).child(1).child(1);
        assertThatThrownBy(() -> deep.child(65_535).child(0)).hasMessageContaining("too many times");
    }

    @Test
    void anOriginIsReadAsWrittenOrRefused() {
        Origin origin = new Origin(3, 1L << 40, 5);
        byte[] bytes = origin.encode();
        assertThat(bytes).hasSize(21);
        assertThat(Origin.decode(bytes)).isEqualTo(origin);
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] hostile = Arrays.copyOf(bytes, random.nextInt(5) == 0 ? random.nextInt(30) : 21);
            if (hostile.length > 0) {
                hostile[random.nextInt(hostile.length)] = (byte) random.nextInt();
            }
            try {
                Origin.decode(hostile);
            } catch (CodecException expected) {
                assertThat(expected).hasMessageContaining("MR-0505");
            }
        }
    }
}
