package io.millrace.api;

/** Why a window's result is given now. */
public enum Firing {
    /** The window is still open. */
    EARLY,
    /** The window has closed. */
    ON_TIME,
    /** A record came after the close, while lateness is allowed. */
    REFINED
}
