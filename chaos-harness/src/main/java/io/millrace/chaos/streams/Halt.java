package io.millrace.chaos.streams;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Death between appends and commit, as the framework's replicas die at {@code AFTER_FLUSH@n}. A processor knows nothing of
 * transactions, so records are counted; those of the open transaction reach the broker before the end.
 */
final class Halt {
    /** What the framework calls this point. */
    static final String POINT = "AFTER_FLUSH";

    private static final int STATUS = 137;
    /** About as many as an instance handles within a commit interval of 100 ms. */
    private static final int RECORDS_A_COMMIT = 14;
    /** Many times {@code linger.ms}. */
    private static final Duration FLUSHED = Duration.ofMillis(100);

    private final int after;
    private final AtomicInteger forwarded = new AtomicInteger();

    private Halt(int after) {
        this.after = after;
    }

    /** @param point as in {@code AFTER_FLUSH@3}; null: never */
    static Halt at(@Nullable String point) {
        return new Halt(
                point == null
                        ? Integer.MAX_VALUE
                        : RECORDS_A_COMMIT * Integer.parseInt(point.substring(point.indexOf('@') + 1)));
    }

    /** A record was handled and what it gives was sent. */
    void forwarded() {
        if (forwarded.incrementAndGet() == after) {
            LockSupport.parkNanos(FLUSHED.toNanos());
            Runtime.getRuntime().halt(STATUS);
        }
    }
}
