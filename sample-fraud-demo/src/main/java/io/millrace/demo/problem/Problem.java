package io.millrace.demo.problem;

import org.jspecify.annotations.Nullable;

/** An error for the person at the terminal: a stable code, what is wrong, and what to do. Shown without a stack trace. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The codes, one per kind of problem. */
    public enum Code {
        /** The input's first line does not name the columns of an fdh file. */
        COLUMNS("MR-0801"),
        /** A line of the input cannot be understood. */
        LINE("MR-0802"),
        /** The input is not in order of time, then id. */
        ORDER("MR-0803"),
        /** A file cannot be read or written. */
        FILE("MR-0804"),
        /** A file of digests, ids to skip, or a model has another form than expected. */
        COMPANION("MR-0805"),
        /** Options that make no sense, alone or together. */
        OPTIONS("MR-0806"),
        /** The broker is not as the run needs it. */
        BROKER("MR-0807"),
        /** The service could not be started, or ended by itself. */
        SERVICE("MR-0808"),
        /** Nothing comes out any more. */
        STALLED("MR-0809");

        private final String text;

        Code(String text) {
            this.text = text;
        }
    }

    private final Code code;

    public Problem(Code code, String message) {
        this(code, message, null);
    }

    public Problem(Code code, String message, @Nullable Throwable cause) {
        super(code.text + " " + message, cause);
        this.code = code;
    }

    /** Which kind of problem this is. */
    public Code code() {
        return code;
    }
}
