package io.millrace.demo.run;

import java.util.Arrays;
import java.util.List;

/**
 * The service's named crash points, as its property {@code millrace.failpoint} knows them, in the order of a task's life;
 * each with what brings a replica there.
 */
public enum CrashPoint {
    ASSIGNED(Trouble.RESTART),
    AFTER_LISTING_BEFORE_FENCING(Trouble.ABSENCE),
    AFTER_FENCING(Trouble.ABSENCE),
    AFTER_STABLE_OFFSETS(Trouble.RESTART),
    RESTORE_CHUNK(Trouble.ABSENCE),
    AFTER_RESTORE(Trouble.RESTART),
    REREADING(Trouble.RESTART),
    BEFORE_FIRST_APPEND(Trouble.RESTART),
    AFTER_SOME_APPENDS(Trouble.RESTART),
    AFTER_FLUSH(Trouble.RESTART),
    AFTER_SEND_OFFSETS(Trouble.RESTART),
    BEFORE_COMMIT(Trouble.RESTART),
    AFTER_COMMIT(Trouble.RESTART),
    AFTER_DISK_BATCH(Trouble.RESTART),
    BETWEEN_TIMER_SLICES(Trouble.ABSENCE),
    SINGLE_STEP(Trouble.BAD_RECORDS),
    REVOKED(Trouble.ABSENCE),
    LOST(Trouble.STANDSTILL),
    DRAINING(Trouble.SIGNAL);

    /** What the driver does to a replica that was started armed, or around it. */
    public enum Trouble {
        RESTART("killed and started again over its state, with input pending"),
        ABSENCE("its peer dies with a transaction open, stays away longer than its session, and comes back"),
        STANDSTILL("it is stopped (SIGSTOP) for longer than its session, then continued"),
        SIGNAL("it is asked to end (SIGTERM)"),
        BAD_RECORDS("each partition gets a record whose state is too large to be written");

        private final String text;

        Trouble(String text) {
            this.text = text;
        }

        /** What happens, as half a sentence. */
        public String text() {
            return text;
        }

        /** The points that it leads to. */
        public List<CrashPoint> points() {
            return Arrays.stream(CrashPoint.values())
                    .filter(point -> point.trouble == this)
                    .toList();
        }
    }

    private final Trouble trouble;

    CrashPoint(Trouble trouble) {
        this.trouble = trouble;
    }

    /** What brings a replica there. */
    public Trouble trouble() {
        return trouble;
    }
}
