package io.millrace.dev;

/** The dev broker could not do what was asked. The message begins with a code MR-07xx and says what to do. */
public final class DevBrokerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    DevBrokerException(String code, String message, Throwable... cause) {
        super(code + ": " + message, cause.length == 0 ? null : cause[0]);
        this.code = code;
    }

    /** The code alone, for instance {@code MR-0703}. */
    public String code() {
        return code;
    }
}
