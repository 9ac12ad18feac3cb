package io.millrace.sketches.trial;

import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.dynatrace.hash4j.distinctcount.HyperLogLog;
import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import io.millrace.sketches.DistinctCount;
import io.millrace.sketches.Quantiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.HdrHistogram.DoubleHistogram;
import org.apache.datasketches.cpc.CpcSketch;
import org.apache.datasketches.cpc.CpcUnion;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.req.ReqSketch;
import org.apache.datasketches.tdigest.TDigestDouble;
import org.jspecify.annotations.Nullable;

/** The comparison of RATIONALE.md: bytes, CPU time, and whether the same elements give the same bytes. */
final class SketchTrial {
    private static final int ROUNDS = 5;

    private SketchTrial() {}

    /** A sketch with what it takes to fill, merge and write it. */
    private record Candidate<S>(
            String name, Supplier<S> empty, Adding<S> add, Merging<S> merge, Function<S, byte[]> bytes) {
        S of(long[] elements, int from, int to) {
            S sketch = empty.get();
            for (int i = from; i < to; i++) {
                sketch = add.add(sketch, elements[i]);
            }
            return sketch;
        }

        /** Twice in one order, in another order, and in two halves merged both ways. */
        String sameBytes(long[] elements) {
            int half = elements.length / 2;
            byte[] first = bytes.apply(of(elements, 0, elements.length));
            boolean again = Arrays.equals(first, bytes.apply(of(elements, 0, elements.length)));
            boolean order = Arrays.equals(first, bytes.apply(of(reversed(elements), 0, elements.length)));
            S merged = merge.merge(of(elements, 0, half), of(elements, half, elements.length));
            S swapped = merge.merge(of(elements, half, elements.length), of(elements, 0, half));
            boolean parts = Arrays.equals(first, bytes.apply(merged)) && Arrays.equals(first, bytes.apply(swapped));
            return (again ? "again " : "") + (order ? "order " : "") + (parts ? "parts" : "");
        }

        void tell(long[] elements, int[] sizes) {
            StringBuilder line = new StringBuilder(name);
            for (int size : sizes) {
                line.append(" | ").append(bytes.apply(of(elements, 0, size)).length);
            }
            line.append(" | ").append(nanos(elements)).append(" | ").append(sameBytes(elements));
            System.out.println(line);
        }

        private long nanos(long[] elements) {
            long[] rounds = new long[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                S sketch = of(elements, 0, elements.length);
                long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                if (bytes.apply(sketch).length == 0) {
                    throw new IllegalStateException(name);
                }
                rounds[i] = (end - start) / elements.length;
            }
            Arrays.sort(rounds);
            return rounds[ROUNDS / 2];
        }
    }

    private interface Adding<S> {
        S add(@Nullable S sketch, long element);
    }

    private interface Merging<S> {
        S merge(S one, S other);
    }

    private static long[] reversed(long[] elements) {
        long[] other = new long[elements.length];
        for (int i = 0; i < other.length; i++) {
            other[i] = elements[other.length - 1 - i];
        }
        return other;
    }

    public static void main(String[] args) {
        int[] sizes = {10, 100, 1_000, 100_000};
        System.out.println("distinct | bytes at 10 | 100 | 1,000 | 100,000 | CPU ns an element | the same bytes");
        long[] users = new Random(1).longs(100_000).toArray();
        distinct().forEach(candidate -> candidate.tell(users, sizes));
        System.out.println("quantiles");
        Random random = new Random(2);
        long[] micros = new long[100_000];
        Arrays.setAll(micros, i -> (long) Math.exp(10 + random.nextGaussian()));
        quantiles().forEach(candidate -> candidate.tell(micros, sizes));
    }

    private static List<Candidate<?>> distinct() {
        var hasher = Hashing.xxh3_64();
        return List.of(
                new Candidate<>(
                        "DistinctCount (immutable)",
                        () -> DistinctCount.withPrecision(12),
                        (sketch, element) -> DistinctCount.add(sketch, element),
                        DistinctCount::merge,
                        DistinctCount::toBytes),
                new Candidate<>(
                        "hash4j UltraLogLog",
                        () -> UltraLogLog.create(12),
                        (sketch, element) -> sketch.add(hasher.hashLongLongToLong(element, 0)),
                        UltraLogLog::merge,
                        UltraLogLog::getState),
                new Candidate<>(
                        "hash4j HyperLogLog",
                        () -> HyperLogLog.create(12),
                        (sketch, element) -> sketch.add(hasher.hashLongLongToLong(element, 0)),
                        HyperLogLog::merge,
                        HyperLogLog::getState),
                new Candidate<>(
                        "DataSketches HLL_8",
                        () -> new HllSketch(12, TgtHllType.HLL_8),
                        (sketch, element) -> {
                            sketch.update(element);
                            return sketch;
                        },
                        SketchTrial::union,
                        HllSketch::toCompactByteArray),
                new Candidate<>(
                        "DataSketches CPC",
                        () -> new CpcSketch(11),
                        (sketch, element) -> {
                            sketch.update(element);
                            return sketch;
                        },
                        SketchTrial::union,
                        CpcSketch::toByteArray));
    }

    private static HllSketch union(HllSketch one, HllSketch other) {
        Union union = new Union(12);
        union.update(one);
        union.update(other);
        return union.getResult(TgtHllType.HLL_8);
    }

    private static CpcSketch union(CpcSketch one, CpcSketch other) {
        CpcUnion union = new CpcUnion(11);
        union.update(one);
        union.update(other);
        return union.getResult();
    }

    private static List<Candidate<?>> quantiles() {
        return List.of(
                new Candidate<>(
                        "Quantiles (immutable)",
                        () -> Quantiles.withAccuracy(0.01),
                        (sketch, element) -> Quantiles.add(sketch, element),
                        Quantiles::merge,
                        Quantiles::toBytes),
                new Candidate<>(
                        "DDSketch",
                        () -> DDSketches.logarithmicCollapsingLowestDense(0.01, 2048),
                        (sketch, element) -> {
                            sketch.accept(element);
                            return sketch;
                        },
                        (one, other) -> {
                            one.mergeWith(other);
                            return one;
                        },
                        sketch -> {
                            GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
                            try {
                                sketch.encode(out, false);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                            return out.trimmedCopy();
                        }),
                new Candidate<>(
                        "HdrHistogram",
                        () -> new DoubleHistogram(2),
                        (sketch, element) -> {
                            sketch.recordValue(element);
                            return sketch;
                        },
                        (one, other) -> {
                            one.add(other);
                            return one;
                        },
                        sketch -> {
                            ByteBuffer out = ByteBuffer.allocate(sketch.getNeededByteBufferCapacity());
                            sketch.encodeIntoByteBuffer(out);
                            return Arrays.copyOf(out.array(), out.position());
                        }),
                new Candidate<>(
                        "DataSketches KLL",
                        () -> KllDoublesSketch.newHeapInstance(200),
                        (sketch, element) -> {
                            sketch.update(element);
                            return sketch;
                        },
                        (one, other) -> {
                            one.merge(other);
                            return one;
                        },
                        KllDoublesSketch::toByteArray),
                new Candidate<>(
                        "DataSketches REQ",
                        () -> ReqSketch.builder().build(),
                        (sketch, element) -> {
                            sketch.update(element);
                            return sketch;
                        },
                        ReqSketch::merge,
                        ReqSketch::toByteArray),
                new Candidate<>(
                        "DataSketches t-digest",
                        () -> new TDigestDouble((short) 200),
                        (sketch, element) -> {
                            sketch.update(element);
                            return sketch;
                        },
                        (one, other) -> {
                            one.merge(other);
                            return one;
                        },
                        TDigestDouble::toByteArray));
    }
}
