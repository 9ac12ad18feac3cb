package io.millrace.port;

/** Time from outside. Thread-safe. */
public interface Clock {
    /** Wall clock in milliseconds since 1970; may jump. */
    long wallMs();

    /** A clock in nanoseconds that never goes back; only differences mean something. */
    long nanos();
}
