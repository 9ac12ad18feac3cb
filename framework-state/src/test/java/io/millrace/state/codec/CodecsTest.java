package io.millrace.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.TypeRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsTest {
    private enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "g";
            }
        }
    }

    private sealed interface Shape {}

    private record Circle(double radius) implements Shape {}

    private record Group(List<Shape> parts) implements Shape {}

    private record Pair<A, B>(A first, B second) {}

    private record Everything(
            long number,
            int small,
            short shorter,
            byte tiny,
            boolean flag,
            char letter,
            float rough,
            double real,
            @Nullable Long boxed,
            @Nullable String text,
            @Nullable Colour colour,
            @Nullable Instant at,
            @Nullable List<Pair<String, Instant>> pairs,
            @Nullable Map<UUID, Set<Integer>> sets,
            @Nullable Shape shape,
            @Nullable Everything next) {}

    private static final Everything FULL = new Everything(
            Long.MIN_VALUE,
            -5,
            (short) 300,
            (byte) -1,
            true,
            'Ω',
            1.5f,
            -0.0,
            0L,
            "text ü",
            Colour.GREEN,
            Instant.MAX,
            List.of(new Pair<>("a", Instant.EPOCH), new Pair<>("b", Instant.MIN)),
            Map.of(new UUID(1, 2), Set.of(1, 2, 3)),
            new Group(List.of(new Circle(2), new Group(List.of()))),
            new Everything(
                    0, 0, (short) 0, (byte) 0, false, 'a', 0, 0, null, null, null, null, null, null, null, null));

    private static Codec<Object> of(Class<?> type, TypeRef... arguments) {
        return Codecs.of(TypeRef.of(type, arguments));
    }

    private static List<Object> samples() {
        return List.of(
                0L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                -1,
                (short) -7,
                (byte) 9,
                2.5,
                Double.NaN,
                1.5f,
                true,
                'x',
                "",
                "grüß",
                Instant.ofEpochSecond(-1, 999_999_999),
                Duration.ofMillis(-1),
                new UUID(-1, 5),
                LocalDate.MIN,
                LocalTime.MAX,
                LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6),
                BigInteger.TEN.pow(40).negate(),
                new BigDecimal("-123.4500"),
                DayOfWeek.FRIDAY,
                FULL);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        for (Object sample : samples()) {
            Codec<Object> codec = of(sample.getClass());
            assertThat(codec.decode(codec.encode(sample))).isEqualTo(sample);
        }
        Codec<Object> bytes = of(byte[].class);
        assertThat((byte[]) bytes.decode(bytes.encode(new byte[] {1, -1}))).containsExactly(1, -1);
    }

    @Test
    void collectionsKeepOrderAndType() {
        Codec<Object> list = of(List.class, TypeRef.of(String.class));
        assertThat(list.decode(list.encode(List.of("b", "a")))).isEqualTo(List.of("b", "a"));
        assertThatThrownBy(() -> ((List<?>) list.decode(list.encode(List.of("b")))).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        Codec<Object> mutable = of(ArrayList.class, TypeRef.of(Long.class));
        assertThat(mutable.decode(mutable.encode(new ArrayList<>(List.of(1L))))).isInstanceOf(ArrayList.class);
        Codec<Object> map = of(Map.class, TypeRef.of(String.class), TypeRef.of(Colour.class));
        Map<String, Colour> entries = new LinkedHashMap<>();
        entries.put("z", Colour.RED);
        entries.put("a", Colour.GREEN);
        assertThat(((Map<?, ?>) map.decode(map.encode(entries))).keySet().toString())
                .isEqualTo("[z, a]");
    }

    @Test
    void wrongTypesAndNullsInsideAreRefusedWhenWritten() {
        assertThatThrownBy(() -> of(Long.class).encode("x")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> of(Colour.class).encode(DayOfWeek.FRIDAY)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> of(Circle.class).encode("x")).isInstanceOf(CodecException.class);
        List<@Nullable String> holed = new ArrayList<>();
        holed.add(null);
        assertThatThrownBy(() -> of(List.class, TypeRef.of(String.class)).encode(holed))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> of(List.class, TypeRef.of(String.class)).encode(List.of(5)))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void typesThatCannotBeStoredAreNamedWithTheirPlace() {
        record Holder(List<Thread> threads) {}
        assertThatThrownBy(() -> of(Holder.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MR-0420")
                .hasMessageContaining("java.lang.Thread")
                .hasMessageContaining("Holder");
        assertThatThrownBy(() -> of(Object.class)).hasMessageContaining("MR-0420");
        assertThatThrownBy(() -> of(List.class)).hasMessageContaining("MR-0420");
        assertThatThrownBy(() -> of(Pair.class)).hasMessageContaining("MR-0420");
    }

    private record Before(String name, int count, Circle gone, List<String> alsoGone) {}

    private record After(@Nullable Colour added, long count, boolean flag, String name) {}

    @Test
    void componentsMayBeAddedRemovedMovedAndWidened() {
        byte[] old = of(Before.class).encode(new Before("n", -3, new Circle(1), List.of("x")));
        assertThat(of(After.class).decode(old)).isEqualTo(new After(null, -3, false, "n"));
        byte[] young = of(After.class).encode(new After(Colour.RED, 7, true, "m"));
        assertThat(of(Before.class).decode(young)).isEqualTo(new Before("m", 7, null, null));
        byte[] wide = of(After.class).encode(new After(null, 1L << 40, true, "m"));
        assertThatThrownBy(() -> of(Before.class).decode(wide)).isInstanceOf(CodecException.class);
    }

    private record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("not positive");
            }
        }
    }

    private record AnyInt(int value) {}

    @Test
    void whatAConstructorRefusesIsACodecException() {
        byte[] bytes = of(AnyInt.class).encode(new AnyInt(-1));
        assertThatThrownBy(() -> of(Positive.class).decode(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("Positive");
    }

    @Test
    void deepNestingIsRefusedBothWays() {
        Shape deep = new Circle(1);
        for (int i = 0; i < 2000; i++) {
            deep = new Group(List.of(deep));
        }
        Shape value = deep;
        assertThatThrownBy(() -> of(Shape.class).encode(value)).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hostileBytesGiveACodecExceptionAndNothingElse(long seed) {
        Random random = new Random(seed);
        for (Object sample : samples()) {
            Codec<Object> codec = of(sample.getClass());
            byte[] good = codec.encode(sample);
            for (int i = 0; i < 3000; i++) {
                byte[] bytes = mutated(good, random);
                try {
                    codec.decode(bytes);
                } catch (CodecException e) {
                    assertThat(e).hasMessageNotContaining("MR-");
                } catch (Throwable e) {
                    throw new AssertionError("seed " + seed + ", " + sample.getClass(), e);
                }
            }
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = java.util.Arrays.copyOf(good, Math.max(0, good.length + random.nextInt(5) - 3));
        int changes = random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        if (random.nextInt(10) == 0) {
            random.nextBytes(bytes);
            // Past the format byte, or nothing else would be tried.
            System.arraycopy(good, 0, bytes, 0, Math.min(2, Math.min(good.length, bytes.length)));
        }
        return bytes;
    }
}
