package io.millrace.state.handle;

import io.millrace.api.DoubleState;
import io.millrace.state.CurrentCall;

/** A floating-point number of the current key. */
final class BufferedDouble extends BufferedCell implements DoubleState {
    BufferedDouble(Entries entries, CurrentCall call) {
        super(entries, call);
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
