package io.millrace.windowing.timer;

import io.millrace.api.EventTimers;
import io.millrace.api.ProcessingTimers;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.Codec;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** As {@link KeyTimer}, many per key: the entry key is the id's encoding. */
public final class KeyTimers<I> implements EventTimers<I>, ProcessingTimers<I> {
    private final DueTimes times;
    private final Codec<Object> ids;

    /**
     * @param store position of the {@link TimerStores} store of the same domain in the buffer
     * @param ids must give equal ids equal bytes
     */
    public KeyTimers(StateBuffer buffer, int store, CurrentCall call, Domain domain, Codec<Object> ids) {
        times = new DueTimes(buffer, store, call, domain);
        this.ids = ids;
    }

    @Override
    public void at(I id, Instant time) {
        times.set(ids.encode(id), time);
    }

    @Override
    public void after(I id, Duration delay) {
        times.setAfter(ids.encode(id), delay);
    }

    @Override
    public void cancel(I id) {
        times.cancel(ids.encode(id));
    }

    @Override
    public @Nullable Instant due(I id) {
        return times.due(ids.encode(id));
    }
}
