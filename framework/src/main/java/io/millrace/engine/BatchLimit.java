package io.millrace.engine;

/**
 * How much goes into one transaction. Halved when a transaction timed out or something in it cannot be committed, down to
 * one record, and doubled again after ten good commits. (Rules h and i of the commit protocol.)
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

    void aborted(boolean timedOut) {
        handled = 0;
        if (timedOut) {
            good = 0;
            limit = Math.max(1, limit / 2);
        }
    }
}
