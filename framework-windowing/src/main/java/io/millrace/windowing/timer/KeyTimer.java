package io.millrace.windowing.timer;

import io.millrace.api.EventTimer;
import io.millrace.api.ProcessingTimer;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import io.millrace.state.TimeRule.Domain;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The timer of the current key, in event time or by the wall clock. Used by the task's thread, within handler calls only
 * (MR-0601).
 */
public final class KeyTimer implements EventTimer, ProcessingTimer {
    private static final byte[] NO_ID = {};

    private final DueTimes times;

    /**
     * @param store position of the {@link TimerStores} store of the same domain in the buffer
     */
    public KeyTimer(StateBuffer buffer, int store, CurrentCall call, Domain domain) {
        times = new DueTimes(buffer, store, call, domain);
    }

    @Override
    public void at(Instant time) {
        times.set(NO_ID, time);
    }

    @Override
    public void after(Duration delay) {
        times.setAfter(NO_ID, delay);
    }

    @Override
    public void cancel() {
        times.cancel(NO_ID);
    }

    @Override
    public @Nullable Instant due() {
        return times.due(NO_ID);
    }
}
