package io.millrace.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.aggregate.Count;
import io.millrace.api.aggregate.DoubleStats;
import io.millrace.api.aggregate.LongStats;
import io.millrace.api.aggregate.LongSum;
import io.millrace.api.aggregate.MinMax;
import io.millrace.api.aggregate.TopN;
import io.millrace.spi.TypeRef;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ready-made accumulators are records like others to the codec, generic ones too. */
class AggregatesStoredTest {
    private record Sale(String id, long cents) implements Comparable<Sale> {
        @Override
        public int compareTo(Sale other) {
            return Long.compare(cents, other.cents);
        }
    }

    private static void roundTrip(Object value, TypeRef... arguments) {
        Codec<Object> codec = Codecs.of(TypeRef.of(value.getClass(), arguments));
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        roundTrip(new Count(3));
        roundTrip(new LongSum(2, 0));
        roundTrip(new LongStats(2, 0, BigInteger.ZERO, 0, 0));
        roundTrip(LongStats.add(LongStats.add(null, Long.MIN_VALUE), Long.MAX_VALUE));
        roundTrip(DoubleStats.add(DoubleStats.add(null, 1e16), 1));
        roundTrip(DoubleStats.add(null, -0.0));
        roundTrip(MinMax.add(MinMax.add(null, Instant.EPOCH), Instant.MAX), TypeRef.of(Instant.class));
        roundTrip(new TopN<>(3, List.of(new Sale("b", 9), new Sale("a", 9))), TypeRef.of(Sale.class));
        roundTrip(new TopN<>(3, List.of(0L, -1L)), TypeRef.of(Long.class));
    }

    @Test
    void bytesThatNoElementsGiveAreRefused() {
        record Before(long count) {}
        byte[] none = Codecs.of(TypeRef.of(Before.class)).encode(new Before(0));
        for (Class<?> type : List.of(Count.class, LongSum.class, LongStats.class, DoubleStats.class)) {
            assertThatThrownBy(() -> Codecs.of(TypeRef.of(type)).decode(none)).isInstanceOf(CodecException.class);
        }
        for (Class<?> type : List.of(MinMax.class, TopN.class)) {
            Codec<Object> codec = Codecs.of(TypeRef.of(type, TypeRef.of(Long.class)));
            assertThatThrownBy(() -> codec.decode(none)).isInstanceOf(CodecException.class);
        }
    }
}
