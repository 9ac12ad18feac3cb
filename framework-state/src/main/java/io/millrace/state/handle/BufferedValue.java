package io.millrace.state.handle;

import io.millrace.api.ValueState;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One value of the current key. */
final class BufferedValue<T> extends BufferedCell implements ValueState<T> {
    BufferedValue(StateBuffer buffer, int store, CurrentCall call) {
        super(buffer, store, call);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable T get() {
        return (T) read();
    }

    @Override
    public T orElse(T other) {
        T value = get();
        return value == null ? other : value;
    }

    @Override
    public void set(T value) {
        write(value);
    }

    @Override
    public T update(T initial, UnaryOperator<T> change) {
        T value = change.apply(orElse(initial));
        set(value);
        return value;
    }
}
