package io.millrace.state.handle;

import io.millrace.api.ValueState;
import io.millrace.state.CurrentCall;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One value of the current key. */
final class BufferedValue<T> implements ValueState<T> {
    private final Entries entries;
    private final CurrentCall call;

    BufferedValue(Entries entries, CurrentCall call) {
        this.entries = entries;
        this.call = call;
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable T get() {
        call.require();
        return (T) entries.get();
    }

    @Override
    public T orElse(T other) {
        T value = get();
        return value == null ? other : value;
    }

    @Override
    public void set(T value) {
        call.require();
        entries.put(value);
    }

    @Override
    public T update(T initial, UnaryOperator<T> change) {
        T value = change.apply(orElse(initial));
        set(value);
        return value;
    }

    @Override
    public void clear() {
        call.require();
        entries.put(null);
    }

    @Override
    public String toString() {
        return "ValueState";
    }
}
