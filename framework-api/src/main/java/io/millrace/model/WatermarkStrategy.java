package io.millrace.model;

/** What an input's event time and watermark follow from. */
public enum WatermarkStrategy {
    /** Highest event time - a stated disorder; without disorder times are monotonous. */
    BOUNDED,
    /** Highest event time - a disorder that is learned from the records. */
    ADAPTIVE,
    /** What a {@code @Watermark} method says of each record, and nothing else. */
    PUNCTUATED,
    /** The time at which the broker appended a record is its event time. */
    INGESTION,
    /** The time at which a record is handled is its event time, and the wall clock is the watermark. */
    PROCESSING;

    /** Whether it waits for records that lie behind others. */
    public boolean waitsForDisorder() {
        return this != PUNCTUATED && this != PROCESSING;
    }

    /** Whether an {@code @EventTime} method would never be asked. */
    public boolean replacesEventTime() {
        return this == INGESTION || this == PROCESSING;
    }
}
