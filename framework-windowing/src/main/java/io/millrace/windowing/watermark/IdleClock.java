package io.millrace.windowing.watermark;

/**
 * How long an input has had nothing to say.
 *
 * <p>The clock runs only between two observations that both found the input read to its end and not paused: an input that
 * lags, is held back by an open transaction, or is not asked for data, is not idle. (Flink had to learn this: FLINK-35886.)
 */
public final class IdleClock {
    private static final long STOPPED = Long.MIN_VALUE;

    private final long idleMs;
    private long silentMs;
    private long runningSince = STOPPED;

    /**
     * @param idleMs silence after which the input is idle; -1: it never is
     */
    public IdleClock(long idleMs) {
        this.idleMs = idleMs;
    }

    /** Data came: the silence is over. The clock starts again with the next observation at the end of the log. */
    public void data(long nowMs) {
        silentMs = 0;
        runningSince = STOPPED;
    }

    /**
     * Observes the input and tells whether it is idle.
     *
     * @param atLogEnd whether the last answered fetch found nothing behind the position
     * @param paused whether fetching is suspended
     */
    public boolean idle(long nowMs, boolean atLogEnd, boolean paused) {
        if (!atLogEnd || paused) {
            runningSince = STOPPED;
        } else {
            // A wall clock may be set back: that is no silence, but no noise either.
            silentMs += runningSince == STOPPED ? 0 : Math.max(0, nowMs - runningSince);
            runningSince = nowMs;
        }
        return idleMs >= 0 && silentMs >= idleMs;
    }
}
