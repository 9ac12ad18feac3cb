package io.millrace.model;

import java.util.Locale;

/**
 * The part of a listener that a finding is about.
 *
 * @param index position in the model's list of that kind; 0 for the listener itself
 */
public record Subject(Kind kind, int index) {
    /** The listener as a whole. */
    public static final Subject LISTENER = new Subject(Kind.LISTENER, 0);

    /** The kinds of parts. */
    public enum Kind {
        LISTENER,
        INPUT,
        STORE,
        TIMER,
        OUTPUT,
        WINDOW;

        /** As in messages. */
        public String shown() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
