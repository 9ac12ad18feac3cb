package io.millrace.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.TypeRef;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KeyCodecsTest {
    private static <K extends Comparable<? super K>> void ordered(Class<K> type, Function<Random, K> any) {
        KeyCodec<Object> codec = KeyCodecs.of(TypeRef.of(type));
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            K a = any.apply(random);
            K b = random.nextInt(10) == 0 ? a : any.apply(random);
            byte[] bytesA = codec.encode(a);
            byte[] bytesB = codec.encode(b);
            assertThat(codec.decode(bytesA)).isEqualTo(a);
            assertThat(Integer.signum(Arrays.compareUnsigned(bytesA, bytesB)))
                    .as("%s %s", a, b)
                    .isEqualTo(Integer.signum(a.compareTo(b)));
        }
    }

    @Test
    void bytesHaveTheOrderOfTheKeys() {
        ordered(Long.class, random -> random.nextLong() >> random.nextInt(64));
        ordered(Integer.class, random -> random.nextInt() >> random.nextInt(32));
        ordered(
                Double.class,
                random -> random.nextInt(5) == 0
                        ? List.of(-0.0, 0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE)
                                .get(random.nextInt(5))
                        : random.nextGaussian());
        ordered(Boolean.class, Random::nextBoolean);
        ordered(UUID.class, random -> new UUID(random.nextInt(3) - 1, random.nextLong()));
        ordered(Instant.class, random -> Instant.ofEpochSecond(random.nextInt(5) - 2, random.nextInt(1_000_000_000)));
        ordered(LocalDate.class, random -> LocalDate.ofEpochDay(random.nextInt()));
        ordered(String.class, random -> random.ints(random.nextInt(5), 'a', 'e')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    @Test
    void enumsAreOrderedByName() {
        KeyCodec<Object> codec = KeyCodecs.of(TypeRef.of(DayOfWeek.class));
        assertThat(codec.decode(codec.encode(DayOfWeek.MONDAY))).isEqualTo(DayOfWeek.MONDAY);
        assertThat(Arrays.compareUnsigned(codec.encode(DayOfWeek.FRIDAY), codec.encode(DayOfWeek.MONDAY)))
                .isNegative();
    }

    @Test
    void otherTypesAndBrokenBytesAreRefused() {
        assertThatThrownBy(() -> KeyCodecs.of(TypeRef.of(Object.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MR-0421");
        for (Class<?> type : List.of(Long.class, UUID.class, Instant.class, LocalDate.class, DayOfWeek.class)) {
            KeyCodec<Object> codec = KeyCodecs.of(TypeRef.of(type));
            assertThatThrownBy(() -> codec.decode(new byte[] {1, 2, 3})).isInstanceOf(CodecException.class);
            assertThatThrownBy(() -> codec.encode("no")).isInstanceOf(CodecException.class);
        }
        byte[] absurd = new byte[12];
        Arrays.fill(absurd, (byte) -1);
        assertThatThrownBy(() -> KeyCodecs.of(TypeRef.of(Instant.class)).decode(absurd))
                .isInstanceOf(CodecException.class);
    }
}
