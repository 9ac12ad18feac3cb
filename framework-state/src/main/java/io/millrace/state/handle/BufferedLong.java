package io.millrace.state.handle;

import io.millrace.api.LongState;
import io.millrace.state.CurrentCall;

/** A whole number of the current key. */
final class BufferedLong implements LongState {
    private final Entries entries;
    private final CurrentCall call;

    BufferedLong(Entries entries, CurrentCall call) {
        this.entries = entries;
        this.call = call;
    }

    @Override
    public long get() {
        call.require();
        return entries.get() instanceof Long value ? value : 0;
    }

    @Override
    public void set(long value) {
        call.require();
        entries.put(value);
    }

    @Override
    public long add(long delta) {
        long sum = get() + delta;
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
        return "LongState";
    }
}
