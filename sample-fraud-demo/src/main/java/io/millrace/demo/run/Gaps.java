package io.millrace.demo.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The longest times between two arrivals, overall and by partition, from the first arrival on. Thread-safe. */
final class Gaps {
    private final Map<Integer, Long> last = new HashMap<>();
    private final SortedMap<Integer, Duration> longest = new TreeMap<>();
    private Duration longestOfAll = Duration.ZERO;
    private long lastOfAll;
    private boolean counting;

    /** Arrivals count from now on; what has arrived before is the beginning of a gap. */
    synchronized void begin() {
        counting = true;
    }

    /** No more of them count; what is still open now does. */
    synchronized void end(long nanos) {
        counting = false;
        last.forEach((partition, since) -> longest.merge(partition, Duration.ofNanos(nanos - since), Gaps::longer));
        longestOfAll = longer(longestOfAll, Duration.ofNanos(nanos - lastOfAll));
    }

    synchronized void arrived(int partition, long nanos) {
        Long before = last.put(partition, nanos);
        if (counting && before != null) {
            longest.merge(partition, Duration.ofNanos(nanos - before), Gaps::longer);
            longestOfAll = longer(longestOfAll, Duration.ofNanos(nanos - lastOfAll));
        }
        lastOfAll = nanos;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    synchronized Duration longest() {
        return longestOfAll;
    }

    synchronized SortedMap<Integer, Duration> byPartition() {
        return new TreeMap<>(longest);
    }
}
