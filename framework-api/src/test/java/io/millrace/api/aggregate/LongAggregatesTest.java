package io.millrace.api.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.api.Mergeable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Of longs everything is exact: parts, order and what was taken out again make no difference. */
class LongAggregatesTest {
    @Provide
    Arbitrary<List<Long>> longs() {
        long most = 1L << 52;
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(-most, most),
                        Arbitraries.longs().between(-3, 3))
                .list()
                .ofMinSize(3)
                .ofMaxSize(100);
    }

    private static <A extends Mergeable<A>> void exact(BiFunction<A, Long, A> add, List<Long> elements, Random random) {
        Folded<Long, A> folded = new Folded<>(add, elements);
        assertThat(folded.parts(random, true)).isEqualTo(folded.all());
        assertThat(folded.parts(random, false)).isEqualTo(folded.all());
        assertThat(folded.shuffled(random).all()).isEqualTo(folded.all());
    }

    @Property
    void neitherPartsNorOrderMatter(@ForAll("longs") List<Long> elements, @ForAll Random random) {
        exact((Count soFar, Long element) -> Count.add(soFar), elements, random);
        exact(LongSum::add, elements, random);
        exact(LongStats::add, elements, random);
        exact((MinMax<Long> soFar, Long element) -> MinMax.add(soFar, element), elements, random);
        exact((TopN<Long> soFar, Long element) -> TopN.add(soFar, 5, element), elements, random);
    }

    @Property
    void whatIsTakenOutWasNeverThere(@ForAll("longs") List<Long> elements) {
        long first = elements.get(0);
        Folded<Long, LongSum> sum = new Folded<>(LongSum::add, elements);
        assertThat(sum.all().minus(first)).isEqualTo(sum.withoutFirst().all());
        assertThat(new Count(elements.size()).minus()).isEqualTo(new Count(elements.size() - 1));

        LongStats all = new Folded<>(LongStats::add, elements).all();
        LongStats left = new Folded<>(LongStats::add, elements).withoutFirst().all();
        boolean extreme = first == all.min() || first == all.max();
        assertThat(all.minus(first)).isEqualTo(extreme ? null : left);

        Folded<Long, MinMax<Long>> range = new Folded<>(MinMax::add, elements);
        assertThat(range.all().minus(first))
                .isEqualTo(extreme ? null : range.withoutFirst().all());
    }

    @Property
    void statisticsAreThoseOfTheDefinition(@ForAll("longs") List<Long> elements) {
        LongStats stats = new Folded<>(LongStats::add, elements).all();
        BigDecimal n = BigDecimal.valueOf(elements.size());
        BigDecimal sum = elements.stream().map(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal mean = sum.divide(n, MathContext.DECIMAL128);
        BigDecimal squares = elements.stream()
                .map(element -> BigDecimal.valueOf(element).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        double variance = squares.divide(n, MathContext.DECIMAL128).doubleValue();
        double sample = squares.divide(n.subtract(BigDecimal.ONE), MathContext.DECIMAL128)
                .doubleValue();

        assertThat(stats.average()).isCloseTo(mean.doubleValue(), within(Math.abs(mean.doubleValue()) * 1e-15));
        assertThat(stats.variance()).isCloseTo(variance, within(variance * 1e-14));
        assertThat(stats.sampleVariance()).isCloseTo(sample, within(sample * 1e-14));
        assertThat(stats.deviation()).isCloseTo(Math.sqrt(variance), within(Math.sqrt(variance) * 1e-14));
    }

    @Example
    void oneElementIsAnAggregateToo() {
        LongStats one = LongStats.add(null, 7);
        assertThat(one.average()).isEqualTo(7);
        assertThat(one.variance()).isZero();
        assertThat(one.sampleVariance()).isNaN();
        assertThat(one.minus(7)).isNull();
        assertThat(LongSum.add(null, 7).minus(7)).isNull();
        assertThat(Count.add(null).minus()).isNull();
    }

    @Example
    void aSumBeyondALongIsRefusedNotWrapped() {
        LongSum most = LongSum.add(null, Long.MAX_VALUE);
        assertThatThrownBy(() -> LongSum.add(most, 1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.merge(most)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> LongStats.add(LongStats.add(null, Long.MIN_VALUE), -1))
                .isInstanceOf(ArithmeticException.class);
        assertThat(LongStats.add(LongStats.add(null, Long.MIN_VALUE), Long.MAX_VALUE)
                        .average())
                .isEqualTo(-0.5);
    }

    @Example
    void whatNoElementsGiveIsRefused() {
        assertThatThrownBy(() -> new Count(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LongSum(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MinMax<>(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TopN<Long>(3, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TopN.add(null, 0, 1L)).isInstanceOf(IllegalArgumentException.class);
    }
}
