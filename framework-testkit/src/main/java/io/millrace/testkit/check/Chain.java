package io.millrace.testkit.check;

/** A hash that depends on every part and on their order: loss, repetition, order and stale state show in one number. */
public final class Chain {
    private Chain() {}

    /** The first link of one part. */
    public static long of(long part) {
        return next(0, part);
    }

    /** The chain with these parts at its end. */
    public static long next(long before, long... parts) {
        long chain = before;
        for (long part : parts) {
            chain = (chain ^ part) * 0x9E3779B97F4A7C15L;
            chain ^= chain >>> 29;
        }
        return chain;
    }
}
