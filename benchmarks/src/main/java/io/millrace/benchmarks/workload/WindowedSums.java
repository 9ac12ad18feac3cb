package io.millrace.benchmarks.workload;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * W3: sums over windows of event time, each told once, when its window has closed. Event time is the record's timestamp and
 * runs evenly; every tenth record, on average, lies behind, by less than {@link #DISORDER_MS}, so none is late.
 *
 * <p>At the end each partition gets records far ahead, under a key of their own: they close whatever is open, and only their
 * own windows stay open. Two of them, because an engine may commit the first one's offset while it still tells what it closed.
 *
 * @param elements records that count
 * @param keys over how many keys they are spread, uniformly
 * @param valueBytes the size of a record's value: an amount of 8 bytes, the rest is filling that does not compress
 * @param perSecond records in a second of event time, over all keys
 * @param partitions of the input
 * @param seed another one gives another input
 */
public record WindowedSums(long elements, int keys, int valueBytes, int perSecond, int partitions, long seed)
        implements Workload {

    public static final long SIZE_MS = 60_000;
    public static final long SLIDE_MS = 1_000;
    public static final long GAP_MS = 500;

    /** Windows close when time is ahead of their end by this. */
    public static final long DISORDER_MS = 3_000;

    private static final int BEHIND_ONE_IN = 10;
    private static final int LAST_PER_PARTITION = 2;
    private static final long AHEAD_MS = 3_600_000;

    /** 2024-01-01T00:00:00Z. */
    private static final long BEGIN_MS = 1_704_067_200_000L;

    public WindowedSums {
        if (elements < 1 || keys < 1 || valueBytes < Long.BYTES || perSecond < 1 || partitions < 1) {
            throw new IllegalArgumentException(
                    "records, keys, rate and partitions must be at least 1 and value bytes at"
                            + " least 8, not " + elements + ", " + keys + ", " + perSecond + ", " + partitions + ", "
                            + valueBytes);
        }
    }

    @Override
    public long records() {
        return elements + (long) LAST_PER_PARTITION * partitions;
    }

    @Override
    public void input(Consumer<Message> sink) {
        elements(sink);
        long end = BEGIN_MS + elements * 1_000 / perSecond + AHEAD_MS;
        for (int i = 0; i < LAST_PER_PARTITION * partitions; i++) {
            sink.accept(new Message(key(keys), new byte[valueBytes], end, i % partitions));
        }
    }

    private void elements(Consumer<Message> sink) {
        SplittableRandom random = new SplittableRandom(seed);
        for (long i = 0; i < elements; i++) {
            byte[] value = new byte[valueBytes];
            random.nextBytes(value);
            long behind = random.nextInt(BEHIND_ONE_IN) == 0 ? random.nextLong(DISORDER_MS) : 0;
            long time = BEGIN_MS + i * 1_000 / perSecond - behind;
            sink.accept(new Message(key(random.nextInt(keys)), value, time, null));
        }
    }

    private static byte[] key(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /** What an engine must have written, whatever its order. */
    public Digest expected(WindowKind kind) {
        Map<Long, NavigableMap<Long, Sum>> byKeyAndTime = new HashMap<>();
        elements(message -> byKeyAndTime
                .computeIfAbsent(ByteBuffer.wrap(message.key()).getLong(), key -> new TreeMap<>())
                .merge(message.time(), Sum.add(null, message.value()), Sum::plus));
        Digest digest = Digest.EMPTY;
        for (Map.Entry<Long, NavigableMap<Long, Sum>> ofKey : byKeyAndTime.entrySet()) {
            NavigableMap<Long, Sum> byTime = ofKey.getValue();
            Map<Long, Sum> windows =
                    switch (kind) {
                        case TUMBLING -> hops(byTime, SIZE_MS);
                        case HOPPING -> hops(byTime, SLIDE_MS);
                        case SESSION -> sessions(byTime);
                    };
            byte[] key = key(ofKey.getKey());
            for (Map.Entry<Long, Sum> window : windows.entrySet()) {
                digest = digest.plus(key, window.getValue().result(window.getKey()));
            }
        }
        return digest;
    }

    private static Map<Long, Sum> hops(NavigableMap<Long, Sum> byTime, long slideMs) {
        Map<Long, Sum> slices = new HashMap<>();
        byTime.forEach((time, sum) -> slices.merge(time - time % slideMs, sum, Sum::plus));
        Map<Long, Sum> windows = new HashMap<>();
        slices.forEach((slice, sum) -> {
            for (long start = slice; start > slice - SIZE_MS; start -= slideMs) {
                windows.merge(start, sum, Sum::plus);
            }
        });
        return windows;
    }

    private static Map<Long, Sum> sessions(NavigableMap<Long, Sum> byTime) {
        Map<Long, Sum> sessions = new HashMap<>();
        long start = byTime.firstKey();
        long last = start;
        for (Map.Entry<Long, Sum> next : byTime.entrySet()) {
            if (next.getKey() - last > GAP_MS) {
                start = next.getKey();
            }
            last = next.getKey();
            sessions.merge(start, next.getValue(), Sum::plus);
        }
        return sessions;
    }
}
