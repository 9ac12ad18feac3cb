package io.millrace.demo.run;

import io.millrace.demo.truth.Transaction;
import java.util.List;

/**
 * Sees to it that input is pending for as long as trouble is being made: behind the stream's first part it lets through
 * a hundredth of it per second, and the last only when it is opened. The first part goes on for half a day after the
 * first label, because before labels come the service rightly releases nothing: holding the feed there would hold it
 * for ever. A stream that is too short for that is not held at all. Thread-safe.
 */
final class Valve implements Pace {
    private static final double FREE_SHARE_MIN = 0.5;
    private static final double FREE_SHARE_MAX = 0.9;
    private static final double TRICKLE_SHARE = 0.97;
    private static final double SHARE_PER_SECOND = 0.01;
    private static final long LABELLED_SECONDS = Transaction.DAY / 2;
    private static final long LOOK_MILLIS = 50;

    private final double size;
    private final double freeShare;
    private final Progress progress;
    private long trickleNanos;
    private boolean open;

    /** @param trouble whether there will be any */
    Valve(List<Transaction> stream, boolean trouble, Progress progress) {
        this.size = stream.size();
        this.freeShare = Math.max(FREE_SHARE_MIN, labelled(stream) / size);
        this.progress = progress;
        this.open = !trouble || freeShare > FREE_SHARE_MAX;
    }

    /** How many transactions are fed before labels come. */
    private static long labelled(List<Transaction> stream) {
        long second = stream.get(0).labelSecond() + LABELLED_SECONDS;
        return stream.stream().takeWhile(tx -> tx.second() < second).count();
    }

    /** The trouble is over. */
    synchronized void open() {
        open = true;
        notifyAll();
    }

    @Override
    public synchronized void awaitDue(long position) {
        double share = position / size;
        if (open || share < freeShare) {
            return;
        }
        if (trickleNanos == 0) {
            trickleNanos = System.nanoTime();
        }
        double seconds = (share - freeShare) / SHARE_PER_SECOND;
        try {
            while (!open && (share > TRICKLE_SHARE || System.nanoTime() - trickleNanos < seconds * 1e9)) {
                progress.check();
                wait(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            open = true;
        }
    }
}
