package io.millrace.testkit.sim;

/** Decides what goes wrong at a call. */
@FunctionalInterface
interface SimTrouble {
    /** Nothing ever goes wrong. */
    SimTrouble NONE = (process, call) -> Trouble.NOTHING;

    /** Asked once per port call, and once per failpoint ({@code !NAME}). */
    Trouble at(String process, String call);

    /** What goes wrong, and for how long. */
    record Trouble(Kind kind, long ms) {
        static final Trouble NOTHING = new Trouble(Kind.NOTHING, 0);

        static Trouble of(Kind kind) {
            return new Trouble(kind, 0);
        }
    }

    /** The ways in which a call can go wrong. */
    enum Kind {
        NOTHING,
        CRASH_BEFORE,
        CRASH_AFTER,
        /** The process stands still, and goes on as if nothing had been. */
        STALL_BEFORE,
        STALL_AFTER,
        /** The request never arrives; the caller hears of a failure. */
        REQUEST_LOST,
        /** It is done, but the caller hears of a failure. */
        REPLY_LOST,
        /** The caller hears of a failure first; then it is done, if it still can be. */
        REQUEST_LATE
    }
}
