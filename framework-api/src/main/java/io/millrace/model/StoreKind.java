package io.millrace.model;

/** The shape of a store. */
public enum StoreKind {
    VALUE,
    LONG,
    DOUBLE,
    LIST,
    MAP,
    ROLLING
}
