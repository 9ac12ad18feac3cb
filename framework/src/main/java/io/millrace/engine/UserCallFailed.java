package io.millrace.engine;

/** Carries a checked exception of a user's method through code that knows of none, to the handler call it was made in. */
final class UserCallFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserCallFailed(Exception cause) {
        super("MR-0606: a method of the handler failed: " + cause, cause);
    }
}
