package io.millrace.windowing.window;

import io.millrace.state.StateBuffer;
import java.util.function.LongSupplier;

/**
 * When the wall clock asks the selected key's windows for a result: a number per window in a store of its own, so that one
 * window can wait for both clocks.
 *
 * @param store the due times by window
 * @param wallMs the clock's now as the call under way sees it
 */
record WallRows(StateBuffer buffer, int store, long everyMs, LongSupplier wallMs) {
    /** From now on, if it does not wait already. */
    void await(byte[] window) {
        if (buffer.get(store, window) == null) {
            again(window);
        }
    }

    /** At the next multiple: those that passed while nobody looked are not made up for. */
    void again(byte[] window) {
        buffer.put(store, window, Triggers.nextMultiple(wallMs.getAsLong(), everyMs));
    }

    void forget(byte[] window) {
        if (buffer.get(store, window) != null) {
            buffer.put(store, window, null);
        }
    }
}
