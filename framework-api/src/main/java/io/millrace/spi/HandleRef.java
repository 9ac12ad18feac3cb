package io.millrace.spi;

/**
 * A constructor parameter of a handler that the engine provides.
 *
 * @param parameter the parameter's name
 * @param kind what it is
 * @param index position in the model's list of that kind
 */
public record HandleRef(String parameter, Kind kind, int index) {
    /** The model's list that {@link #index} points into. */
    public enum Kind {
        STORE,
        TIMER,
        OUTPUT
    }
}
