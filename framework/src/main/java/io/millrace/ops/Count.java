package io.millrace.ops;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A sum that one thread adds to and any thread reads. No two threads ever add, so an addition is a plain read and an
 * opaque write: no lock, no fence, and no reader ever sees half a long.
 */
final class Count {
    private final AtomicLong sum = new AtomicLong();

    void add(long more) {
        sum.setOpaque(sum.getPlain() + more);
    }

    void set(long now) {
        sum.setOpaque(now);
    }

    long get() {
        return sum.getOpaque();
    }
}
