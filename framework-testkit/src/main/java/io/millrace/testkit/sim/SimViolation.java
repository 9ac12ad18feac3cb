package io.millrace.testkit.sim;

/** A rule of the commit protocol was broken, or a promise not kept. */
public final class SimViolation extends AssertionError {
    private static final long serialVersionUID = 1L;

    SimViolation(String message) {
        super(message);
    }
}
