package io.millrace.chaos.problem;

import org.jspecify.annotations.Nullable;

/** The harness cannot go on: a stable code, what is wrong, what to do. No verdict about the framework. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The codes, one per kind of problem. */
    public enum Code {
        /** No such fault, or options that make no sense. */
        COMMAND("MR-0930"),
        /** A broker or replica cannot be started, or is not as the run needs it. */
        PROCESS("MR-0931"),
        /** What a scenario waits for before it can inject its fault does not happen. */
        NOT_REACHED("MR-0932"),
        /** A log cannot be turned into facts: it is compacted, truncated, or of another form. */
        LOG("MR-0933"),
        /** A file cannot be read or written. */
        FILE("MR-0934");

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
