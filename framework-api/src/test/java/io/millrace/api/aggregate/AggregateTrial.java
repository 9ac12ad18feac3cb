package io.millrace.api.aggregate;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;

/** The CPU time of {@code add} that RATIONALE.md tells; not run by the build. */
final class AggregateTrial {
    private static final int ROUNDS = 9;
    private static final int ELEMENTS = 200_000;

    private AggregateTrial() {}

    public static void main(String[] args) {
        Long[] elements =
                new Random(1).longs(ELEMENTS, 0, 1_000_000_000).boxed().toArray(Long[]::new);
        tell("Count", elements, (Count soFar, Long element) -> Count.add(soFar));
        tell("LongSum", elements, LongSum::add);
        tell("LongStats", elements, LongStats::add);
        tell("DoubleStats", elements, (DoubleStats soFar, Long element) -> DoubleStats.add(soFar, element));
        tell("MinMax", elements, (MinMax<Long> soFar, Long element) -> MinMax.add(soFar, element));
        tell("TopN of 10", elements, (TopN<Long> soFar, Long element) -> TopN.add(soFar, 10, element));
    }

    private static <A> void tell(String name, Long[] elements, BiFunction<A, Long, A> add) {
        long[] rounds = new long[ROUNDS];
        Object last = null;
        for (int i = 0; i < ROUNDS; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            A soFar = null;
            for (Long element : elements) {
                soFar = add.apply(soFar, element);
            }
            rounds[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / ELEMENTS;
            last = soFar;
        }
        Arrays.sort(rounds);
        System.out.println(name + ": " + rounds[ROUNDS / 2] + " ns; " + last);
    }
}
