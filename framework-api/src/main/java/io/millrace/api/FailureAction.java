package io.millrace.api;

/** What happens to a record whose handler failed in every attempt. */
public enum FailureAction {
    /** It goes to {@code <application>-<listener>-dlq} in the same transaction, and the task goes on. */
    DEAD_LETTER,
    /** It is counted and left behind. */
    SKIP,
    /** Its task stops; the process and its other tasks go on. */
    STOP
}
