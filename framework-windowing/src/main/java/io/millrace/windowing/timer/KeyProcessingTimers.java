package io.millrace.windowing.timer;

import io.millrace.api.ProcessingTimers;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import io.millrace.state.codec.Codec;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** As {@link KeyProcessingTimer}, many per key: the entry key is the id's encoding. */
public final class KeyProcessingTimers<I> implements ProcessingTimers<I> {
    private final DueTimes times;
    private final Codec<Object> ids;

    /**
     * @param store position of a {@link TimerStores} store in the buffer
     * @param ids must give equal ids equal bytes
     */
    public KeyProcessingTimers(StateBuffer buffer, int store, CurrentCall call, Codec<Object> ids) {
        times = new DueTimes(buffer, store, call);
        this.ids = ids;
    }

    @Override
    public void at(I id, Instant time) {
        times.set(ids.encode(id), time);
    }

    @Override
    public void after(I id, Duration delay) {
        times.setAfter(ids.encode(id), times.call().wallMs(), delay);
    }

    @Override
    public void cancel(I id) {
        times.cancel(ids.encode(id));
    }

    @Override
    public @Nullable Instant due(I id) {
        return times.due(ids.encode(id));
    }

    @Override
    public String toString() {
        return "ProcessingTimers[" + times.name() + "]";
    }
}
