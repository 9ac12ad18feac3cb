package io.millrace.api.aggregate;

import io.millrace.api.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * Number, sum, extremes, average and variance of doubles, numerically stable.
 *
 * <p>Doubles round, so the last digits depend on the order of calls: the same order gives the same bits, another order
 * nearly the same. For the same reason nothing can be taken out again: what was rounded away would be missed for ever. A
 * rolling window of doubles is folded again from its elements; where that costs too much, count in integers.
 *
 * <p>The sum is kept in two doubles, of which one is the rounding error of the other (Knuth, The Art of Computer
 * Programming 2, 4.2.2: TwoSum). Squared distances are added up after Welford (Technometrics 4, 1962), and merged after
 * Chan, Golub and LeVeque (Updating Formulae and a Pairwise Algorithm for Computing Sample Variances, 1979).
 *
 * @param count 1 or more
 * @param high the sum, rounded
 * @param low what rounding took from it
 * @param squares the sum of the elements' squared distances from their average
 */
public record DoubleStats(long count, double high, double low, double squares, double min, double max)
        implements Mergeable<DoubleStats> {
    /**
     * @throws IllegalArgumentException if the count is less than 1, or the minimum not up to the maximum
     */
    public DoubleStats {
        if (count < 1 || !(min <= max)) {
            throw new IllegalArgumentException(
                    "no statistics of 1 element or more: " + count + " from " + min + " to " + max);
        }
    }

    /**
     * With one more element.
     *
     * @throws IllegalArgumentException if it is infinite or no number: it would be all that is left of the others
     * @throws ArithmeticException if the sum leaves the range of a double
     */
    public static DoubleStats add(@Nullable DoubleStats soFar, double element) {
        if (!Double.isFinite(element)) {
            throw new IllegalArgumentException(element + " cannot be added up: leave it out");
        }
        DoubleStats one = new DoubleStats(1, element, 0, 0, element, element);
        return soFar == null ? one : soFar.merge(one);
    }

    /**
     * Commutative to the last bit; associative but for rounding.
     *
     * @throws ArithmeticException if the sum leaves the range of a double
     */
    @Override
    public DoubleStats merge(DoubleStats later) {
        double sum = high + later.high;
        if (Double.isInfinite(sum)) {
            throw new ArithmeticException("a sum of doubles beyond " + Double.MAX_VALUE);
        }
        double apart = later.average() - average();
        double share = (double) count * later.count / ((double) count + later.count);
        return new DoubleStats(
                count + later.count,
                sum,
                low + later.low + lost(high, later.high, sum),
                squares + later.squares + apart * apart * share,
                Math.min(min, later.min),
                Math.max(max, later.max));
    }

    /** What is missing in {@code sum}, exactly, whichever of the two is the greater. */
    private static double lost(double one, double other, double sum) {
        double fromOther = sum - one;
        double fromOne = sum - fromOther;
        return (one - fromOne) + (other - fromOther);
    }

    public double sum() {
        return high + low;
    }

    public double average() {
        return sum() / count;
    }

    /** The variance of these elements as a whole population: mean squared distance from the average. */
    public double variance() {
        return squares / count;
    }

    /** The variance that these elements, as a sample, let expect of the whole they were taken from; NaN of one element. */
    public double sampleVariance() {
        return squares / (count - 1);
    }

    /** The square root of the {@link #variance}. */
    public double deviation() {
        return Math.sqrt(variance());
    }
}
