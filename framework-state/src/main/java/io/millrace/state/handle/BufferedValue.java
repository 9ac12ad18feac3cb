package io.millrace.state.handle;

import io.millrace.api.ValueState;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One value of the current key. */
final class BufferedValue<T> implements ValueState<T> {
    private final StateBuffer buffer;
    private final int store;
    private final CurrentCall call;

    BufferedValue(StateBuffer buffer, int store, CurrentCall call) {
        this.buffer = buffer;
        this.store = store;
        this.call = call;
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable T get() {
        call.require();
        return (T) buffer.get(store);
    }

    @Override
    public T orElse(T other) {
        T value = get();
        return value == null ? other : value;
    }

    @Override
    public void set(T value) {
        call.require();
        buffer.put(store, value);
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
        buffer.put(store, null);
    }

    @Override
    public String toString() {
        return "ValueState[" + buffer.name(store) + "]";
    }
}
