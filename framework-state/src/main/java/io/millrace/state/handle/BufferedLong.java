package io.millrace.state.handle;

import io.millrace.api.LongState;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;

/** A whole number of the current key. */
final class BufferedLong extends BufferedCell implements LongState {
    BufferedLong(StateBuffer buffer, int store, CurrentCall call) {
        super(buffer, store, call);
    }

    @Override
    public long get() {
        return read() instanceof Long value ? value : 0;
    }

    @Override
    public void set(long value) {
        write(value);
    }

    @Override
    public long add(long delta) {
        long sum = get() + delta;
        write(sum);
        return sum;
    }
}
