package io.millrace.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.spi.TypeRef;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.CodecException;
import io.millrace.state.codec.Codecs;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DistinctCountTest {
    private static DistinctCount ofLongs(int precision, long from, long to) {
        DistinctCount soFar = DistinctCount.withPrecision(precision);
        for (long i = from; i < to; i++) {
            soFar = DistinctCount.add(soFar, i);
        }
        return soFar;
    }

    /** From a few to more than the tokens' room, at a precision where the change of form comes early. */
    @Property(tries = 300)
    void bytesDependOnTheSetAlone(
            @ForAll @IntRange(max = 200) int size,
            @ForAll @IntRange(min = 1, max = 300) int range,
            @ForAll Random random) {
        List<Long> elements = LongStream.range(0, size)
                .mapToObj(i -> (long) random.nextInt(range))
                .toList();
        DistinctCount none = DistinctCount.withPrecision(8);
        Parts<Long, DistinctCount> parts = new Parts<>(none, DistinctCount::add, elements);
        byte[] all = parts.all().toBytes();
        assertThat(parts.merged(random).toBytes()).isEqualTo(all);
        Parts<Long, DistinctCount> once = new Parts<>(
                none, DistinctCount::add, elements.stream().distinct().toList());
        assertThat(once.all().toBytes()).isEqualTo(all);
        assertThat(parts.all().merge(parts.all()).toBytes()).isEqualTo(all);
        assertThat(DistinctCount.fromBytes(all)).isEqualTo(parts.all()).hasSameHashCodeAs(parts.all());
    }

    @Property(tries = 100)
    void whatIsThereNeverChanges(@ForAll @IntRange(max = 200) int size, @ForAll @IntRange(max = 200) int others) {
        DistinctCount count = ofLongs(8, 0, size);
        DistinctCount other = ofLongs(8, 1000, 1000 + others);
        byte[] before = count.toBytes();
        DistinctCount read = DistinctCount.fromBytes(before);
        DistinctCount.add(count, "one more");
        count.merge(other);
        other.merge(count);
        count.toBytes()[before.length - 1] ^= 1;
        assertThat(count.toBytes()).isEqualTo(before);
        assertThat(other).isEqualTo(ofLongs(8, 1000, 1000 + others));
        before[before.length - 1] ^= 1;
        assertThat(read).isEqualTo(count);
    }

    @Property(tries = 100)
    void theLowerPrecisionHolds(@ForAll @IntRange(max = 3000) int size, @ForAll @IntRange(max = 3000) int others) {
        DistinctCount fine = ofLongs(12, 0, size);
        DistinctCount coarse = ofLongs(8, 10_000, 10_000 + others);
        DistinctCount expected = ofLongs(8, 0, size).merge(coarse);
        assertThat(fine.merge(coarse)).isEqualTo(expected);
        assertThat(coarse.merge(fine)).isEqualTo(expected);
    }

    @Example
    void fewAreCountedExactly() {
        assertThat(ofLongs(12, 0, 1024).estimate()).isEqualTo(1024);
        assertThat(ofLongs(12, 0, 0).estimate()).isZero();
        DistinctCount texts = DistinctCount.add(null, "ada");
        assertThat(DistinctCount.add(texts, new StringBuilder("ada"))).isSameAs(texts);
        assertThat(DistinctCount.add(DistinctCount.add(texts, "eve"), 7L).estimate())
                .isEqualTo(3);
    }

    /** Four standard errors: these numbers are always the same, so that it holds or does not. */
    @Example
    void manyAreCountedWithinTheStatedError() {
        for (int precision : new int[] {8, 10, 12, 14}) {
            double error = 0.76 / Math.sqrt(1 << precision);
            for (int size : new int[] {3_000, 30_000, 300_000}) {
                DistinctCount count = ofLongs(precision, 0, size);
                assertThat((double) count.estimate())
                        .as("%s at %s", size, precision)
                        .isCloseTo(size, within(4 * error * size));
            }
        }
    }

    /** Over many sets, so that the error is not just bounded but of the stated size. */
    @Example
    void theStandardErrorIsTheStatedOne() {
        int size = 4_000;
        double squares = IntStream.range(0, 200)
                .mapToDouble(set ->
                        ofLongs(10, set * 1_000_000L, set * 1_000_000L + size).estimate())
                .map(estimate -> Math.pow((estimate - size) / size, 2))
                .sum();
        assertThat(Math.sqrt(squares / 200)).isCloseTo(0.76 / 32, within(0.004));
    }

    @Example
    void sizesAreBounded() {
        assertThat(ofLongs(12, 0, 10).toBytes()).hasSize(3 + 10 * 4);
        assertThat(ofLongs(12, 0, 1024).toBytes()).hasSize(3 + 4096);
        assertThat(ofLongs(12, 0, 100_000).toBytes()).hasSize(3 + 4096);
    }

    /** The hash and the form are stored: another library's version must not change them unseen. */
    @Example
    void theBytesStayAsTheyAre() {
        DistinctCount count = DistinctCount.add(null, "Müller");
        count = DistinctCount.add(count, 42L);
        count = DistinctCount.add(count, new UUID(1, 2));
        count = DistinctCount.add(count, "Müller".getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(count.toBytes())).isEqualTo("010c00d5a6f8c207ee86c42820b8827b73c041");
    }

    @Example
    void damagedBytesAreRefusedOrAnotherCount() {
        Codec<Object> codec = Codecs.of(TypeRef.of(DistinctCount.class));
        Random random = new Random(11);
        for (DistinctCount count : List.of(ofLongs(6, 0, 5), ofLongs(6, 0, 500))) {
            byte[] good = codec.encode(count);
            assertThat(codec.decode(good)).isEqualTo(count);
            for (int i = 0; i < 5_000; i++) {
                byte[] bad = java.util.Arrays.copyOf(good, good.length - random.nextInt(3));
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                Object read;
                try {
                    read = codec.decode(bad);
                } catch (CodecException e) {
                    continue;
                }
                assertThat(((DistinctCount) read).estimate()).isNotNegative();
            }
        }
        assertThatThrownBy(() -> DistinctCount.fromBytes(new byte[] {2, 12, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no distinct count of version 1");
        assertThatThrownBy(() -> DistinctCount.withPrecision(5)).hasMessageContaining("use 6 to 18");
    }
}
