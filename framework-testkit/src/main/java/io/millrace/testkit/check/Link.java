package io.millrace.testkit.check;

import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Logged.TimerFired;

/**
 * One step of a key's life as its outputs tell it.
 *
 * @param uid of the record, or the timer's number
 */
record Link(Logged logged, boolean timer, long uid, long timeMs, long n, long chain) {
    static Link of(Output output) {
        return new Link(output, false, output.uid(), output.timeMs(), output.n(), output.chain());
    }

    static Link of(TimerFired fired) {
        return new Link(fired, true, fired.timer(), fired.dueMs(), fired.n(), fired.chain());
    }

    Subject subject(String listener, String key) {
        return Subject.of(listener, logged).key(key);
    }

    /** By time; a timer behind the records of its time, as it fires when all of them have been seen. */
    boolean isBehind(Link before) {
        int order = Long.compare(timeMs, before.timeMs);
        order = order != 0 ? order : Boolean.compare(timer, before.timer);
        order = order != 0 ? order : Long.compare(uid, before.uid);
        return order > 0;
    }

    @Override
    public String toString() {
        return (timer ? "timer " : "uid ") + uid + " of time " + timeMs;
    }
}
