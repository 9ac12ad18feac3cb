package io.millrace.api.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Doubles round: the laws hold to a tolerance, which is what the algorithms promise. */
class DoubleStatsTest {
    @Provide
    Arbitrary<List<Double>> doubles() {
        return Arbitraries.oneOf(
                        Arbitraries.doubles().between(-1e6, 1e6).ofScale(6),
                        Arbitraries.doubles().between(1e9, 1e9 + 100).ofScale(3))
                .list()
                .ofMinSize(3)
                .ofMaxSize(100);
    }

    private static DoubleStats of(List<Double> elements) {
        return new Folded<>(DoubleStats::add, elements).all();
    }

    /** What rounding may take of an element's size, in as many steps as there are elements. */
    private static double steps(DoubleStats stats) {
        return stats.count() * Math.ulp(1.0);
    }

    private static double size(DoubleStats stats) {
        return Math.max(Math.abs(stats.min()), Math.abs(stats.max()));
    }

    /** The sum is right to its last bits, but for the rounding of what was rounded away. */
    private static double sumWithin(DoubleStats stats) {
        return 2 * Math.ulp(stats.sum()) + steps(stats) * steps(stats) * size(stats);
    }

    /**
     * Steps times condition, which is size by deviation (Chan, Golub, LeVeque 1983): far better than the size squared of
     * the textbook formula.
     */
    private static double varianceWithin(DoubleStats stats) {
        double lost = steps(stats) * size(stats);
        return 4 * lost * (stats.deviation() + lost);
    }

    private static void same(DoubleStats actual, DoubleStats expected) {
        assertThat(actual.count()).isEqualTo(expected.count());
        assertThat(actual.min()).isEqualTo(expected.min());
        assertThat(actual.max()).isEqualTo(expected.max());
        assertThat(actual.sum()).isCloseTo(expected.sum(), within(2 * sumWithin(expected)));
        assertThat(actual.variance()).isCloseTo(expected.variance(), within(2 * varianceWithin(expected)));
    }

    @Property
    void partsAndOrderMakeNoDifferenceBeyondRounding(@ForAll("doubles") List<Double> elements, @ForAll Random random) {
        Folded<Double, DoubleStats> folded = new Folded<>(DoubleStats::add, elements);
        same(folded.parts(random, true), folded.all());
        same(folded.parts(random, false), folded.all());
        same(folded.shuffled(random).all(), folded.all());
    }

    @Property
    void mergingCommutesToTheLastBit(@ForAll("doubles") List<Double> ones, @ForAll("doubles") List<Double> others) {
        assertThat(of(ones).merge(of(others))).isEqualTo(of(others).merge(of(ones)));
    }

    @Property
    void statisticsAreThoseOfTheDefinition(@ForAll("doubles") List<Double> elements) {
        DoubleStats stats = of(elements);
        BigDecimal n = BigDecimal.valueOf(elements.size());
        BigDecimal sum = elements.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal mean = sum.divide(n, MathContext.DECIMAL128);
        double variance = elements.stream()
                .map(element -> new BigDecimal(element).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(n, MathContext.DECIMAL128)
                .doubleValue();

        assertThat(stats.sum()).isCloseTo(sum.doubleValue(), within(sumWithin(stats)));
        assertThat(stats.variance()).isCloseTo(variance, within(varianceWithin(stats)));
        assertThat(stats.sampleVariance() * (elements.size() - 1))
                .isCloseTo(stats.variance() * elements.size(), within(stats.squares() * steps(stats)));
    }

    /** The textbook formula, mean of squares less square of mean, gives 0 or less here. */
    @Example
    void aSmallSpreadFarFromZeroIsNotLost() {
        DoubleStats stats = of(List.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16));
        assertThat(stats.variance()).isEqualTo(22.5);
        assertThat(stats.sampleVariance()).isEqualTo(30);
        assertThat(stats.average()).isEqualTo(1e9 + 10);
    }

    @Example
    void aSumKeepsWhatRoundingTakesAway() {
        assertThat(of(List.of(1e16, 1.0, -1e16)).sum()).isEqualTo(1);
        assertThat(of(List.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)).sum())
                .isEqualTo(1);
    }

    @Example
    void whatWouldSwallowTheOthersIsRefused() {
        for (double element : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> DoubleStats.add(null, element)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> of(List.of(Double.MAX_VALUE, Double.MAX_VALUE)))
                .isInstanceOf(ArithmeticException.class);
    }
}
