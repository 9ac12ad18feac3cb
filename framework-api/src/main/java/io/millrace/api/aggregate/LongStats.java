package io.millrace.api.aggregate;

import io.millrace.api.Mergeable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Number, sum, extremes, average and variance of longs. Sums are kept exactly, that of squares beyond the range of a long,
 * so that the result is the same to the last bit whatever the order of calls.
 *
 * @param count 1 or more
 * @param squares the sum of the elements' squares
 */
public record LongStats(long count, long sum, BigInteger squares, long min, long max) implements Mergeable<LongStats> {
    /**
     * @throws IllegalArgumentException if the count is less than 1, or the minimum more than the maximum
     */
    public LongStats {
        if (count < 1 || min > max || squares.signum() < 0) {
            throw new IllegalArgumentException("no statistics of 1 element or more: " + count + " from " + min + " to "
                    + max + ", squares " + squares);
        }
    }

    /**
     * With one more element.
     *
     * @throws ArithmeticException if the sum leaves the range of a long
     */
    public static LongStats add(@Nullable LongStats soFar, long element) {
        LongStats one = new LongStats(1, element, square(element), element, element);
        return soFar == null ? one : soFar.merge(one);
    }

    private static BigInteger square(long element) {
        BigInteger exact = BigInteger.valueOf(element);
        return exact.multiply(exact);
    }

    /**
     * Without an element that was added.
     *
     * @return null if none is left, or if it is an extreme: then the next one is not known
     * @throws ArithmeticException if the sum leaves the range of a long
     */
    public @Nullable LongStats minus(long element) {
        return element == min || element == max
                ? null
                : new LongStats(
                        count - 1, Math.subtractExact(sum, element), squares.subtract(square(element)), min, max);
    }

    /**
     * @throws ArithmeticException if the sum leaves the range of a long
     */
    @Override
    public LongStats merge(LongStats later) {
        return new LongStats(
                count + later.count,
                Math.addExact(sum, later.sum),
                squares.add(later.squares),
                Math.min(min, later.min),
                Math.max(max, later.max));
    }

    /** The sum by the count, to the nearest double of each. */
    public double average() {
        return (double) sum / count;
    }

    /** The variance of these elements as a whole population: mean squared distance from the average. */
    public double variance() {
        return spread(count);
    }

    /** The variance that these elements, as a sample, let expect of the whole they were taken from; NaN of one element. */
    public double sampleVariance() {
        return count == 1 ? Double.NaN : spread(count - 1);
    }

    /** The square root of the {@link #variance}. */
    public double deviation() {
        return Math.sqrt(variance());
    }

    /** (n * squares - sum^2) / (n * divisor), rounded once, at the division: nothing is cancelled out. */
    private double spread(long divisor) {
        BigInteger n = BigInteger.valueOf(count);
        BigInteger numerator = n.multiply(squares).subtract(square(sum));
        BigInteger denominator = n.multiply(BigInteger.valueOf(divisor));
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), MathContext.DECIMAL64)
                .doubleValue();
    }
}
