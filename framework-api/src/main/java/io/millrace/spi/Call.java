package io.millrace.spi;

import io.millrace.api.RecordInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a generated dispatcher may ask about the current call. Valid only during it; made lazily where it costs. */
public interface Call {
    /** The record's origin; only in record calls. */
    RecordInfo info();

    /** The last header of that name, or null. */
    byte @Nullable [] header(String name);

    /** What a firing timer was set for; only in timer calls. */
    Instant due();

    /** The firing timer's id; only in calls of timers that have one. */
    Object timerId();

    /** Sends as the {@code Out} of that output would: keyed as the current record. */
    void send(int output, Object value);
}
