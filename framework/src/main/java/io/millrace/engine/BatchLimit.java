package io.millrace.engine;

/**
 * How much goes into one transaction. Less in proportion when one took too long, and half of what it was when something in
 * it cannot be committed; doubled again after ten good commits, but not while that is still being looked for. (Rules h and
 * i of the commit protocol.)
 */
final class BatchLimit {
    private static final int GOOD_COMMITS_TO_GROW = 10;

    private final int max;
    private final long nanosMax;
    private int limit;
    private int handled;
    private long spentNanos;
    private int good;

    /**
     * @param max units
     * @param msMax what the handling of a transaction's units and its commit may take; half of it is aimed at when it was more
     */
    BatchLimit(int max, long msMax) {
        this.max = max;
        this.nanosMax = msMax * 1_000_000;
        this.limit = max;
    }

    void add(int units) {
        handled += units;
    }

    /** So long was taken by the units, or by their commit. */
    void spent(long nanos) {
        spentNanos += nanos;
    }

    boolean reached() {
        return handled >= limit;
    }

    /** How much a task may handle in one turn. */
    int perTurn(int turnMax) {
        return Math.max(1, Math.min(turnMax, limit));
    }

    /** @param searching whether something is ahead that could not be committed: others must not make room for it again */
    void committed(boolean searching) {
        begin();
        if (limit < max && !searching && ++good >= GOOD_COMMITS_TO_GROW) {
            good = 0;
            limit = (int) Math.min(max, limit * 2L);
        }
    }

    /** Something in a transaction of so many records cannot be committed: the next one has half of them. */
    void poisoned(int units) {
        begin();
        good = 0;
        limit = Math.max(1, Math.min(limit, units) / 2);
    }

    /**
     * A transaction was given up.
     *
     * @param units what was in it
     * @param blamed whether one of them alone is why it took long: fewer would not have helped
     */
    void rolledBack(int units, boolean blamed) {
        if (spentNanos > nanosMax && !blamed) {
            good = 0;
            double share = nanosMax / 2.0 / spentNanos;
            limit = Math.max(1, (int) (Math.min(limit, units) * share));
        }
        begin();
    }

    private void begin() {
        handled = 0;
        spentNanos = 0;
    }
}
