package io.millrace.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What may be logged of an exception that a record caused: its classes and where they were thrown. Messages are left out:
 * handlers and parsers like to quote what they were given, and logs are read by more people than topics are.
 */
final class Outline extends Exception {
    private static final long serialVersionUID = 1L;

    private final String type;

    private Outline(Throwable error, @Nullable Outline cause) {
        super(null, cause, false, true);
        type = error.getClass().getName();
        setStackTrace(error.getStackTrace());
    }

    static @Nullable Outline of(@Nullable Throwable error) {
        if (error == null) {
            return null;
        }
        Throwable cause = error.getCause();
        return new Outline(error, cause == error ? null : of(cause));
    }

    @Override
    public String getMessage() {
        return type;
    }

    @Override
    public String toString() {
        return type;
    }
}
