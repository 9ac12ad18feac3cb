package io.millrace.port;

/** What a task is doing: the one vocabulary of logs, health, metrics and console. */
public enum TaskStatus {
    /** Some of its partitions have come, not yet all. */
    CREATED,
    /** All its partitions are here: waits until its last owner's transaction has ended. */
    ASSIGNED,
    /** Replays its changelog. */
    RESTORING,
    /** Kept warm here, owned elsewhere. */
    STANDBY,
    /** Handles what comes; also when nothing comes, or when the brokers are away. */
    RUNNING,
    /** Holds everything back while a record or timer that failed waits for its next attempt. */
    PAUSED,
    /** Has its state, and waits to be told what became of its last commit. */
    SUSPENDED,
    /** Stopped for good; the reason was reported. */
    FAILED
}
