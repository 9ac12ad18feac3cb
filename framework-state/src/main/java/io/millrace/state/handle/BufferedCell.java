package io.millrace.state.handle;

import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import org.jspecify.annotations.Nullable;

/** One value of the current key, whatever its type: what the handles on single values share. */
abstract class BufferedCell {
    private final StateBuffer buffer;
    private final int store;
    private final CurrentCall call;

    BufferedCell(StateBuffer buffer, int store, CurrentCall call) {
        this.buffer = buffer;
        this.store = store;
        this.call = call;
    }

    final @Nullable Object read() {
        call.require();
        return buffer.get(store);
    }

    final void write(@Nullable Object value) {
        call.require();
        buffer.put(store, value);
    }

    public final void clear() {
        write(null);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "#" + store;
    }
}
