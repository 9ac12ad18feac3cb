package io.millrace.state.handle;

import io.millrace.api.DoubleState;
import io.millrace.state.CurrentCall;

/** A floating-point number of the current key. */
final class BufferedDouble implements DoubleState {
    private final Entries entries;
    private final CurrentCall call;

    BufferedDouble(Entries entries, CurrentCall call) {
        this.entries = entries;
        this.call = call;
    }

    @Override
    public double get() {
        call.require();
        return entries.get() instanceof Double value ? value : 0;
    }

    @Override
    public void set(double value) {
        call.require();
        entries.put(value);
    }

    @Override
    public double add(double delta) {
        double sum = get() + delta;
        entries.put(sum);
        return sum;
    }

    @Override
    public void clear() {
        call.require();
        entries.put(null);
    }

    @Override
    public String toString() {
        return "DoubleState";
    }
}
