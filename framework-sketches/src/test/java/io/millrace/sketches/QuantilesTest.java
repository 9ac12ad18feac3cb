package io.millrace.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.spi.TypeRef;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.CodecException;
import io.millrace.state.codec.Codecs;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class QuantilesTest {
    /** Some within a narrow span, some so far apart that bins near zero are put together. */
    @Provide
    Arbitrary<List<Double>> numbers() {
        Arbitrary<Double> wide = Arbitraries.integers().between(-300, 300).map(exponent -> Math.pow(10, exponent));
        Arbitrary<Double> narrow = Arbitraries.doubles().between(-1000, 1000);
        return Arbitraries.oneOf(narrow, Arbitraries.oneOf(wide, wide.map(x -> -x), Arbitraries.just(0.0), narrow))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Double>> tame() {
        return Arbitraries.doubles()
                .between(-1e6, 1e6)
                .ofScale(3)
                .list()
                .ofMinSize(2)
                .ofMaxSize(60);
    }

    private static Quantiles of(double accuracy, List<Double> numbers) {
        Quantiles soFar = Quantiles.withAccuracy(accuracy);
        for (double number : numbers) {
            soFar = Quantiles.add(soFar, number);
        }
        return soFar;
    }

    @Property
    void bytesDependOnWhatWasAddedAlone(@ForAll("numbers") List<Double> numbers, @ForAll Random random) {
        Parts<Double, Quantiles> parts = new Parts<>(Quantiles.withAccuracy(0.01), Quantiles::add, numbers);
        byte[] all = parts.all().toBytes();
        for (int i = 0; i < 5; i++) {
            assertThat(parts.merged(random).toBytes()).isEqualTo(all);
        }
        assertThat(Quantiles.fromBytes(all)).isEqualTo(parts.all()).hasSameHashCodeAs(parts.all());
        assertThat(parts.all().count()).isEqualTo(numbers.size());
    }

    @Property
    void whatIsThereNeverChanges(@ForAll("numbers") List<Double> numbers, @ForAll("numbers") List<Double> others) {
        Quantiles quantiles = of(0.01, numbers);
        Quantiles other = of(0.02, others);
        byte[] before = quantiles.toBytes();
        Quantiles read = Quantiles.fromBytes(before);
        Quantiles left = quantiles.minus(numbers.get(0));
        for (Quantiles each : left == null ? List.of(quantiles) : List.of(quantiles, left)) {
            Quantiles.add(each, 5);
            Quantiles.add(each, -5);
            each.merge(other);
            other.merge(each);
        }
        quantiles.toBytes()[before.length - 1] ^= 1;
        assertThat(quantiles.toBytes()).isEqualTo(before);
        assertThat(other).isEqualTo(of(0.02, others));
        before[before.length - 1] ^= 1;
        assertThat(read).isEqualTo(quantiles);
    }

    @Property
    void answersAreWithinTheAccuracy(
            @ForAll("tame") List<Double> numbers, @ForAll @DoubleRange(min = 0, max = 1) double share) {
        List<Double> sorted = numbers.stream().sorted().toList();
        for (double accuracy : new double[] {0.001, 0.01, 0.2}) {
            double exact = sorted.get((int) (share * (sorted.size() - 1)));
            assertThat(of(accuracy, numbers).quantile(share))
                    .isCloseTo(exact, within(Math.abs(exact) * accuracy * (1 + 1e-9)));
        }
    }

    @Property
    void ofTwoAccuraciesTheCoarserHolds(
            @ForAll("tame") List<Double> fine,
            @ForAll("tame") List<Double> coarse,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        Quantiles merged = of(0.005, fine).merge(of(0.02, coarse));
        assertThat(of(0.02, coarse).merge(of(0.005, fine))).isEqualTo(merged);
        List<Double> sorted = java.util.stream.Stream.concat(fine.stream(), coarse.stream())
                .sorted()
                .toList();
        double exact = sorted.get((int) (share * (sorted.size() - 1)));
        assertThat(merged.quantile(share)).isCloseTo(exact, within(Math.abs(exact) * (1.005 * 1.02 - 1)));
    }

    @Property
    void whatIsTakenOutWasNeverThere(@ForAll("tame") List<Double> numbers) {
        Quantiles left = of(0.01, numbers.subList(1, numbers.size()));
        assertThat(of(0.01, numbers).minus(numbers.get(0))).isEqualTo(left);
    }

    @Example
    void whereBinsWerePutTogetherNothingCanBeTakenOut() {
        assertThat(of(0.01, List.of(1e-9, 1e9, 5.0)).minus(5.0)).isNull();
        assertThat(of(0.01, List.of(1e-9, -1e9, 5.0)).minus(-1e9)).isEqualTo(of(0.01, List.of(1e-9, 5.0)));
    }

    @Example
    void whatIsNotThereCannotBeTakenOut() {
        assertThat(of(0.01, List.of(7.0)).minus(7.0)).isNull();
        assertThat(of(0.01, List.of(7.0)).minus(8.0)).isNull();
        assertThat(of(0.01, List.of(7.0)).minus(-7.0)).isNull();
        assertThat(of(0.01, List.of(7.0)).minus(0.0)).isNull();
        assertThat(of(0.01, List.of(7.0, 0.0)).minus(0.0)).isEqualTo(of(0.01, List.of(7.0)));
    }

    @Example
    void sizesAreBounded() {
        Random random = new Random(5);
        Quantiles millis = Quantiles.withAccuracy(0.01);
        Quantiles anything = Quantiles.withAccuracy(0.01);
        for (int i = 0; i < 20_000; i++) {
            millis = Quantiles.add(millis, Math.exp(5 + random.nextGaussian()));
            anything = Quantiles.add(anything, Math.exp(60 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1));
        }
        assertThat(millis.toBytes()).hasSizeLessThan(900);
        assertThat(anything.toBytes()).hasSizeLessThan(2 * 2048 * 3);
    }

    @Example
    void numbersThatAreNoneAreRefused() {
        for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE}) {
            assertThatThrownBy(() -> Quantiles.add(null, number)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Quantiles.withAccuracy(Double.NaN)).hasMessageContaining("use 0.001 to 0.2");
    }

    /** The bins are stored: another library's version must not change them unseen. */
    @Example
    void theBytesStayAsTheyAre() {
        Quantiles some = of(0.01, List.of(0.0, 1.0, 1.0, 250.0, -3.5));
        assertThat(HexFormat.of().formatHex(some.toBytes())).isEqualTo("013f847ae147ae147b040205020003ac040207017e02");
    }

    @Example
    void damagedBytesAreRefusedOrOtherQuantiles() {
        Codec<Object> codec = Codecs.of(TypeRef.of(Quantiles.class));
        Random random = new Random(13);
        for (Quantiles quantiles : List.of(of(0.01, List.of(1.0, 2.0, -7.0, 0.0)), of(0.2, List.of(1e-300, 1e300)))) {
            byte[] good = codec.encode(quantiles);
            assertThat(codec.decode(good)).isEqualTo(quantiles);
            for (int i = 0; i < 20_000; i++) {
                byte[] bad = Arrays.copyOf(good, good.length - random.nextInt(3));
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                Object read;
                try {
                    read = codec.decode(bad);
                } catch (CodecException e) {
                    continue;
                }
                assertThat(((Quantiles) read).count()).isNotNegative();
            }
        }
    }
}
