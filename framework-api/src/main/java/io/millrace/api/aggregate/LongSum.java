package io.millrace.api.aggregate;

import io.millrace.api.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * Number, sum and average of longs. Exact, whatever the order of calls, and every element can be taken out again.
 *
 * @param count 1 or more
 */
public record LongSum(long count, long sum) implements Mergeable<LongSum> {
    /**
     * @throws IllegalArgumentException if the count is less than 1
     */
    public LongSum {
        if (count < 1) {
            throw new IllegalArgumentException("a sum of " + count + " elements: it must be 1 or more");
        }
    }

    /**
     * With one more element.
     *
     * @throws ArithmeticException if the sum leaves the range of a long
     */
    public static LongSum add(@Nullable LongSum soFar, long element) {
        return soFar == null
                ? new LongSum(1, element)
                : new LongSum(soFar.count + 1, Math.addExact(soFar.sum, element));
    }

    /**
     * Without an element that was added.
     *
     * @return null if none is left
     * @throws ArithmeticException if the sum leaves the range of a long
     */
    public @Nullable LongSum minus(long element) {
        return count == 1 ? null : new LongSum(count - 1, Math.subtractExact(sum, element));
    }

    /**
     * @throws ArithmeticException if the sum leaves the range of a long
     */
    @Override
    public LongSum merge(LongSum later) {
        return new LongSum(count + later.count, Math.addExact(sum, later.sum));
    }

    /** The sum by the count, to the nearest double of each. */
    public double average() {
        return (double) sum / count;
    }
}
