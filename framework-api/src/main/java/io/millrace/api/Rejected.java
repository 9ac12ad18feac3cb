package io.millrace.api;

/** Thrown by a handler that knows a record can never be handled: no retries, the failure action follows at once. */
public final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Rejected(String reason) {
        super(reason);
    }
}
