package io.millrace.benchmarks.workload;

import java.nio.ByteBuffer;

/** The 32 bytes of state that W2 keeps for a key. Not thread-safe. */
public final class Counter {

    public static final int BYTES = 4 * Long.BYTES;

    public static final int RECORDS_PER_OUTPUT = 10;

    private long count;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    /** Takes one record in; true if an output is due, which is the state itself. */
    public boolean add(long amount) {
        count++;
        sum += amount;
        min = Math.min(min, amount);
        max = Math.max(max, amount);
        return count % RECORDS_PER_OUTPUT == 0;
    }

    public byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .putLong(count)
                .putLong(sum)
                .putLong(min)
                .putLong(max)
                .array();
    }

    public static Counter decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Counter counter = new Counter();
        counter.count = in.getLong();
        counter.sum = in.getLong();
        counter.min = in.getLong();
        counter.max = in.getLong();
        return counter;
    }
}
