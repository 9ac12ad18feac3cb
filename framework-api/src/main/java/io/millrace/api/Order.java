package io.millrace.api;

/** The order in which a task's records reach its handler. */
public enum Order {
    /** As they are read: per partition in offset order. */
    ARRIVAL,
    /** By event time, then input priority, then tie-break: a record waits until the watermark has passed it. */
    EVENT_TIME
}
