package io.millrace.state.handle;

import io.millrace.state.DueEntry;

/** Deals with an expiry row of its store that has come due. Works on the buffer's selected key, which is the row's. */
@FunctionalInterface
public interface Sweep {
    /** Takes the entry out if it has ended by the row's time, or gives it the row that it should have by now. */
    void sweep(DueEntry due);
}
