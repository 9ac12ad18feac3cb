package io.millrace.engine;

import io.millrace.port.InputRecord;
import io.millrace.windowing.order.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A record ready for its handler.
 *
 * @param task the partition it was read from
 * @param record as it was read: kept for a dead letter
 * @param mark the time before which nothing more lies in its partition, as it says itself; beyond all times: it says nothing
 * @param late whether it lies behind the watermark
 */
record Taken(
        InputPlan input,
        int task,
        InputRecord record,
        byte[] keyBytes,
        Object key,
        @Nullable Object body,
        long eventTime,
        long mark,
        boolean late)
        implements Intake.Result {
    /**
     * The record of the first topic that this one comes from, read from its header or, in the first topic, from its place.
     * Records of two first topics may share partition and offset; the input's index tells them apart.
     *
     * @throws io.millrace.state.codec.CodecException if the header is damaged
     */
    Origin origin() {
        byte[] carried = input.repartition() ? record.headers().last(Origin.HEADER) : null;
        return carried == null ? new Origin(task, record.offset(), input.index()) : Origin.decode(carried);
    }
}
