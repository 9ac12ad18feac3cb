package io.millrace.engine;

import io.millrace.port.CommittedOffset;
import io.millrace.windowing.order.OrderKey;
import io.millrace.windowing.watermark.Watermarks;

/** A place in an input where a task begins anew. */
public final class Beginning {
    private Beginning() {}

    /**
     * What to commit so that the input's task begins there with no state and knows no time: its changelog position is 0, so
     * local state of whatever age is not used and what the changelog holds is not read.
     */
    public static CommittedOffset at(long offset) {
        return new CommitNote(0, offset, Watermarks.NONE, -1, Watermarks.NONE, OrderKey.MIN).at(offset);
    }
}
