package io.millrace.model;

/**
 * Something that a rule has to say about a listener.
 *
 * @param listener the listener's name
 * @param message what is wrong and what to write instead, without the code
 */
public record Finding(ErrorCode code, String listener, Subject subject, String message) {
    /** As users see it, code first. */
    public String text() {
        return code.code() + ": " + message;
    }
}
