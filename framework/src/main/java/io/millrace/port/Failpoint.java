package io.millrace.port;

/** The named points at which a crash must leave everything right. Their order is that of a task's life. */
public enum Failpoint {
    ASSIGNED,
    AFTER_LISTING_BEFORE_FENCING,
    AFTER_FENCING,
    AFTER_STABLE_OFFSETS,
    RESTORE_CHUNK,
    AFTER_RESTORE,
    REREADING,
    BEFORE_FIRST_APPEND,
    AFTER_SOME_APPENDS,
    AFTER_FLUSH,
    AFTER_SEND_OFFSETS,
    BEFORE_COMMIT,
    AFTER_COMMIT,
    AFTER_DISK_BATCH,
    BETWEEN_TIMER_SLICES,
    SINGLE_STEP,
    REVOKED,
    LOST,
    DRAINING
}
