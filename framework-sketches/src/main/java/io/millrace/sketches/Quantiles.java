package io.millrace.sketches;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.BinAcceptor;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import io.millrace.api.Mergeable;
import io.millrace.api.Packed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Medians, percentiles and other quantiles of numbers, each to within a share of its own value: with an accuracy of 0.01 a
 * 99th percentile of 200 ms is told as 198 to 202. Immutable.
 *
 * <p>Elements are counted in bins that grow with their distance from zero, at 1 % at most 2,048 on either side, at 0.1 % ten
 * times as many. That covers a span of 10<sup>17</sup> between the element nearest to zero and the furthest; what is
 * nearer than that is counted with the nearest that is not.
 *
 * <p>The sketch is DDSketch (Masson, Rim, Lee, PVLDB 12, 2019, of the sketches-java library), and so are its bytes behind
 * a version and the accuracy.
 */
public final class Quantiles implements Mergeable<Quantiles>, Packed {
    /** Answers are right to within 1 % of themselves. */
    public static final double ACCURACY_DEFAULT = 0.01;

    private static final double ACCURACY_MIN = 0.001;
    private static final double ACCURACY_MAX = 0.2;

    /** Between the nearest and the furthest element on one side, as a natural logarithm: about 10^17. */
    private static final double SPAN = 40.96;

    /** Up to here doubles count one by one. */
    private static final double COUNT_MAX = 1L << 53;

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 1 + Double.BYTES;

    private final double accuracy;

    /** Nobody changes it once it is here. */
    private final DDSketch sketch;

    private Quantiles(double accuracy, DDSketch sketch) {
        this.accuracy = accuracy;
        this.sketch = sketch;
    }

    /**
     * With nothing in it yet: what to give to {@link #add} instead of null where another accuracy is wanted.
     *
     * @param accuracy how far an answer may be off, as a share of itself: 0.001 to 0.2
     * @throws IllegalArgumentException if it lies beyond
     */
    public static Quantiles withAccuracy(double accuracy) {
        if (!(accuracy >= ACCURACY_MIN && accuracy <= ACCURACY_MAX)) {
            throw new IllegalArgumentException(
                    "quantiles of accuracy " + accuracy + ": use " + ACCURACY_MIN + " to " + ACCURACY_MAX);
        }
        return new Quantiles(accuracy, new DDSketch(mapping(accuracy), () -> noBins(accuracy)));
    }

    /** Finds bins by the bits of a double, without a logarithm, which not every machine rounds alike. */
    private static IndexMapping mapping(double accuracy) {
        return new CubicallyInterpolatedMapping(accuracy);
    }

    private static Store noBins(double accuracy) {
        return new CollapsingLowestDenseStore(binsMax(accuracy));
    }

    /** A bin is about twice the accuracy wide. */
    private static int binsMax(double accuracy) {
        return (int) Math.rint(SPAN / (2 * accuracy));
    }

    /**
     * With one more element.
     *
     * @throws IllegalArgumentException if it is infinite, no number, or beyond about 10<sup>307</sup>
     */
    public static Quantiles add(@Nullable Quantiles soFar, double element) {
        if (!Double.isFinite(element)) {
            throw new IllegalArgumentException(element + " is no quantity: leave it out");
        }
        Quantiles before = soFar == null ? withAccuracy(ACCURACY_DEFAULT) : soFar;
        DDSketch next = before.sketch.copy();
        next.accept(element);
        return new Quantiles(before.accuracy, next);
    }

    /**
     * Without an element that was added.
     *
     * @return null if none is left, or if elements near zero are counted together: then the bin is not known
     */
    public @Nullable Quantiles minus(double element) {
        Quantiles one = add(withAccuracy(accuracy), element);
        Store positive = less(sketch.getPositiveValueStore(), one.sketch.getPositiveValueStore());
        Store negative = less(sketch.getNegativeValueStore(), one.sketch.getNegativeValueStore());
        double zeros = zeros(sketch) - zeros(one.sketch);
        if (positive == null || negative == null || zeros < 0) {
            return null;
        }
        DDSketch left = DDSketch.of(sketch.getIndexMapping(), negative, positive, zeros);
        return left.isEmpty() ? null : new Quantiles(accuracy, left);
    }

    private static double zeros(DDSketch sketch) {
        return sketch.getCount()
                - sketch.getPositiveValueStore().getTotalCount()
                - sketch.getNegativeValueStore().getTotalCount();
    }

    /** The bins less those of the one element, if it is on this side of zero; null if its bin cannot be told. */
    private @Nullable Store less(Store bins, Store one) {
        if (one.isEmpty()) {
            return bins;
        }
        if (bins.isEmpty() || bins.getMaxIndex() - bins.getMinIndex() + 1 >= binsMax(accuracy)) {
            return null;
        }
        boolean found = false;
        Store left = noBins(accuracy);
        for (Iterator<Bin> all = bins.getAscendingIterator(); all.hasNext(); ) {
            Bin bin = all.next();
            boolean its = bin.getIndex() == one.getMinIndex();
            left.add(bin.getIndex(), its ? bin.getCount() - 1 : bin.getCount());
            found |= its;
        }
        return found ? left : null;
    }

    /**
     * Associative and commutative. Of two accuracies the coarser one holds; what was counted at the finer one may then be
     * off by both.
     */
    @Override
    public Quantiles merge(Quantiles later) {
        double both = Math.max(accuracy, later.accuracy);
        DDSketch merged = at(both).copy();
        merged.mergeWith(later.at(both));
        return new Quantiles(both, merged);
    }

    /** The same in coarser bins, each element by the value that its bin stands for. */
    private DDSketch at(double coarser) {
        if (coarser == accuracy) {
            return sketch;
        }
        IndexMapping values = sketch.getIndexMapping();
        DDSketch other = withAccuracy(coarser).sketch;
        other.accept(0, zeros(sketch));
        sketch.getPositiveValueStore().forEach((bin, count) -> other.accept(values.value(bin), count));
        sketch.getNegativeValueStore().forEach((bin, count) -> other.accept(-values.value(bin), count));
        return other;
    }

    public long count() {
        return (long) sketch.getCount();
    }

    /**
     * The element below or at which that share of all others lies: 0.5 for the median, 0.99 for the 99th percentile.
     *
     * @param share 0 (the least element) to 1 (the greatest)
     * @throws IllegalArgumentException if the share lies beyond
     * @throws java.util.NoSuchElementException if there is no element
     */
    public double quantile(double share) {
        return sketch.getValueAtQuantile(share);
    }

    @Override
    public byte[] toBytes() {
        GrowingByteArrayOutput bins = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            sketch.encode(bins, true);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot fail", e);
        }
        return ByteBuffer.allocate(HEADER_BYTES + bins.numWrittenBytes())
                .put(VERSION)
                .putDouble(accuracy)
                .put(bins.backingArray(), 0, bins.numWrittenBytes())
                .array();
    }

    /**
     * What {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if it did not
     */
    public static Quantiles fromBytes(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != VERSION) {
            throw new IllegalArgumentException("no quantiles of version " + VERSION);
        }
        double accuracy = withAccuracy(ByteBuffer.wrap(bytes).getDouble(1)).accuracy;
        try {
            DDSketch sketch = DDSketch.decode(
                    ByteArrayInput.wrap(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES),
                    () -> noBins(accuracy),
                    mapping(accuracy));
            if (!whole(sketch)) {
                throw new IllegalArgumentException("damaged counts of quantiles");
            }
            return new Quantiles(accuracy, sketch);
        } catch (IOException | ArithmeticException e) {
            throw new IllegalArgumentException("damaged quantiles", e);
        }
    }

    /** Whether elements were counted one by one. */
    private static boolean whole(DDSketch sketch) {
        boolean[] whole = {zeros(sketch) >= 0};
        BinAcceptor check = (bin, count) -> whole[0] &= count == Math.rint(count) && count <= COUNT_MAX;
        sketch.getPositiveValueStore().forEach(check);
        sketch.getNegativeValueStore().forEach(check);
        return whole[0] && zeros(sketch) == Math.rint(zeros(sketch));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Quantiles quantiles && Arrays.equals(toBytes(), quantiles.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    @Override
    public String toString() {
        return sketch.isEmpty() ? "Quantiles[]" : "Quantiles[" + count() + " around " + quantile(0.5) + "]";
    }
}
