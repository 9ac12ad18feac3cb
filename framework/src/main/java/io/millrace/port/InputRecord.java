package io.millrace.port;

import org.jspecify.annotations.Nullable;

/** A record as it was read. */
public record InputRecord(
        long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}
