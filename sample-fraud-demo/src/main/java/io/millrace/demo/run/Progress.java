package io.millrace.demo.run;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is: counters that anybody may read, and a place to wait for the features to reach a number. The first
 * failure of any thread ends every wait. Thread-safe.
 */
final class Progress {
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong features = new AtomicLong();
    private final AtomicLong alerts = new AtomicLong();
    private final AtomicInteger kills = new AtomicInteger();
    private volatile @Nullable RuntimeException failure;
    private volatile boolean killingOver;

    void transactionSent() {
        sent.incrementAndGet();
    }

    void killed() {
        kills.incrementAndGet();
    }

    void received(long moreFeatures, long moreAlerts) {
        alerts.addAndGet(moreAlerts);
        if (moreFeatures > 0) {
            features.addAndGet(moreFeatures);
            synchronized (this) {
                notifyAll();
            }
        }
    }

    long sent() {
        return sent.get();
    }

    long features() {
        return features.get();
    }

    long alerts() {
        return alerts.get();
    }

    int kills() {
        return kills.get();
    }

    /** The run cannot go on; only the first reason is kept. */
    synchronized void fail(RuntimeException reason) {
        if (failure == null) {
            failure = reason;
        }
        notifyAll();
    }

    /** Nobody is to be killed any more. */
    synchronized void endKilling() {
        killingOver = true;
        notifyAll();
    }

    boolean killingOver() {
        return killingOver || failure != null;
    }

    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Throws the first failure, if there is one. */
    void check() {
        RuntimeException reason = failure;
        if (reason != null) {
            throw reason;
        }
    }

    /** Waits until so many features are there; false if killing is over before. */
    synchronized boolean awaitFeatures(double count) throws InterruptedException {
        while (features.get() < count && !killingOver()) {
            wait();
        }
        return !killingOver();
    }

    /** Waits at most so long for so many features; true if they are there. Throws the first failure. */
    synchronized boolean awaitFeatures(double count, long millis) throws InterruptedException {
        check();
        if (features.get() < count) {
            wait(millis);
        }
        check();
        return features.get() >= count;
    }

    /** Waits so long; false if killing is over before. */
    synchronized boolean awaitMillis(long millis) throws InterruptedException {
        long end = System.nanoTime() + 1_000_000 * millis;
        for (long left = millis; left > 0 && !killingOver(); left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return !killingOver();
    }
}
