package io.millrace.state.handle;

import io.millrace.api.LongState;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;

/** A whole number of the current key. */
final class BufferedLong implements LongState {
    private final StateBuffer buffer;
    private final int store;
    private final CurrentCall call;

    BufferedLong(StateBuffer buffer, int store, CurrentCall call) {
        this.buffer = buffer;
        this.store = store;
        this.call = call;
    }

    @Override
    public long get() {
        call.require();
        return buffer.get(store) instanceof Long value ? value : 0;
    }

    @Override
    public void set(long value) {
        call.require();
        buffer.put(store, value);
    }

    @Override
    public long add(long delta) {
        long sum = get() + delta;
        buffer.put(store, sum);
        return sum;
    }

    @Override
    public void clear() {
        call.require();
        buffer.put(store, null);
    }

    @Override
    public String toString() {
        return "LongState[" + buffer.name(store) + "]";
    }
}
