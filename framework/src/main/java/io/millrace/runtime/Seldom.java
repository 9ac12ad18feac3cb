package io.millrace.runtime;

/** Lets one of many equal things be told now and then, with how many there were. Used by one thread. */
final class Seldom {
    private final long everyNanos;
    private boolean told;
    private long toldNanos;
    private long untold;

    Seldom(long everyNanos) {
        this.everyNanos = everyNanos;
    }

    /** It has happened once more. Answers how often since it was last told, if it is to be told now; otherwise 0. */
    long happened(long nowNanos) {
        untold++;
        if (told && nowNanos - toldNanos < everyNanos) {
            return 0;
        }
        long now = untold;
        told = true;
        toldNanos = nowNanos;
        untold = 0;
        return now;
    }
}
