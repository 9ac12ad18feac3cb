package io.millrace.engine;

/**
 * How much goes into one transaction. One record when a transaction was open for too long, and half of what it was when
 * something in it cannot be committed; doubled again after ten good commits. (Rules h and i of the commit protocol.)
 */
final class BatchLimit {
    private static final int GOOD_COMMITS_TO_GROW = 10;

    private final int max;
    private int limit;
    private int handled;
    private int good;

    BatchLimit(int max) {
        this.max = max;
        this.limit = max;
    }

    void add(int units) {
        handled += units;
    }

    boolean reached() {
        return handled >= limit;
    }

    /** How much a task may handle in one turn. */
    int perTurn(int turnMax) {
        return Math.max(1, Math.min(turnMax, limit));
    }

    void committed() {
        handled = 0;
        if (limit < max && ++good >= GOOD_COMMITS_TO_GROW) {
            good = 0;
            limit = Math.min(max, limit * 2);
        }
    }

    /** Something in a transaction of so many records cannot be committed: the next one has half of them. */
    void poisoned(int units) {
        handled = 0;
        good = 0;
        limit = Math.max(1, Math.min(limit, units) / 2);
    }

    /**
     * A transaction was given up.
     *
     * @param late it was open for so long that the broker may have ended it. To look for the one call that takes so long by
     *     halves would cost as long a time for each half.
     */
    void aborted(boolean late) {
        handled = 0;
        if (late) {
            good = 0;
            limit = 1;
        }
    }
}
