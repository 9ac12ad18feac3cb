package io.millrace.state.handle;

import io.millrace.api.DoubleState;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;

/** A floating-point number of the current key. */
final class BufferedDouble implements DoubleState {
    private final StateBuffer buffer;
    private final int store;
    private final CurrentCall call;

    BufferedDouble(StateBuffer buffer, int store, CurrentCall call) {
        this.buffer = buffer;
        this.store = store;
        this.call = call;
    }

    @Override
    public double get() {
        call.require();
        return buffer.get(store) instanceof Double value ? value : 0;
    }

    @Override
    public void set(double value) {
        call.require();
        buffer.put(store, value);
    }

    @Override
    public double add(double delta) {
        double sum = get() + delta;
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
        return "DoubleState[" + buffer.name(store) + "]";
    }
}
