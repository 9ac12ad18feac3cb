package io.millrace.model;

/** What makes a window. */
public enum WindowKind {
    TUMBLING,
    HOPPING,
    SESSION,
    SLIDING,
    CUMULATING,
    HIERARCHY,
    GLOBAL,
    COUNT,
    CUSTOM
}
