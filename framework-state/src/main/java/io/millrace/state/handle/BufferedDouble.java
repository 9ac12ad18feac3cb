package io.millrace.state.handle;

import io.millrace.api.DoubleState;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;

/** A floating-point number of the current key. */
final class BufferedDouble extends BufferedCell implements DoubleState {
    BufferedDouble(StateBuffer buffer, int store, CurrentCall call) {
        super(buffer, store, call);
    }

    @Override
    public double get() {
        return read() instanceof Double value ? value : 0;
    }

    @Override
    public void set(double value) {
        write(value);
    }

    @Override
    public double add(double delta) {
        double sum = get() + delta;
        write(sum);
        return sum;
    }
}
