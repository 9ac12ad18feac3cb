package io.millrace.engine;

import io.millrace.port.InputRecord;
import io.millrace.windowing.order.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A record ready for its handler.
 *
 * @param record as it was read: kept for a dead letter
 * @param late whether it lies behind the watermark
 */
record Taken(
        InputPlan input,
        InputRecord record,
        byte[] keyBytes,
        Object key,
        @Nullable Object body,
        long eventTime,
        Origin origin,
        boolean late) {}
