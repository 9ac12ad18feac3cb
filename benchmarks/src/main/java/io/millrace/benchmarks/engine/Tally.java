package io.millrace.benchmarks.engine;

import io.millrace.benchmarks.workload.Counter;
import java.nio.ByteBuffer;

/** The same 32 bytes as {@link Counter}, as a value that never changes. */
record Tally(long count, long sum, long min, long max) {
    static final Tally NONE = new Tally(0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

    Tally plus(long amount) {
        return new Tally(count + 1, sum + amount, Math.min(min, amount), Math.max(max, amount));
    }

    boolean isDue() {
        return count % Counter.RECORDS_PER_OUTPUT == 0;
    }

    byte[] encode() {
        return ByteBuffer.allocate(Counter.BYTES)
                .putLong(count)
                .putLong(sum)
                .putLong(min)
                .putLong(max)
                .array();
    }
}
