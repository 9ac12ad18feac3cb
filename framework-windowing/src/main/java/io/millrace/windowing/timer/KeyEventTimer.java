package io.millrace.windowing.timer;

import io.millrace.api.EventTimer;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The event-time timer of the current key. Used by the task's thread, within handler calls only (MR-0601). */
public final class KeyEventTimer implements EventTimer {
    private static final byte[] NO_ID = {};

    private final DueTimes times;

    /**
     * @param store position of a {@link TimerStores} store in the buffer
     */
    public KeyEventTimer(StateBuffer buffer, int store, CurrentCall call) {
        times = new DueTimes(buffer, store, call);
    }

    @Override
    public void at(Instant time) {
        times.set(NO_ID, time);
    }

    @Override
    public void after(Duration delay) {
        times.setAfter(NO_ID, times.call().eventTime(), delay);
    }

    @Override
    public void cancel() {
        times.cancel(NO_ID);
    }

    @Override
    public @Nullable Instant due() {
        return times.due(NO_ID);
    }

    @Override
    public String toString() {
        return "EventTimer[" + times.name() + "]";
    }
}
