package io.millrace.state.handle;

import io.millrace.state.CurrentCall;
import org.jspecify.annotations.Nullable;

/** One value of the current key, whatever its type: what the handles on single values share. */
abstract class BufferedCell {
    private final Entries entries;
    private final CurrentCall call;

    BufferedCell(Entries entries, CurrentCall call) {
        this.entries = entries;
        this.call = call;
    }

    final @Nullable Object read() {
        call.require();
        return entries.get();
    }

    final void write(@Nullable Object value) {
        call.require();
        entries.put(value);
    }

    public final void clear() {
        write(null);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName().substring("Buffered".length()) + "State[" + entries.name() + "]";
    }
}
