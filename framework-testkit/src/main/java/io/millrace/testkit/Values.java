package io.millrace.testkit;

import io.millrace.api.ValueState;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

record Values<T>(PerKey<T> values) implements ValueState<T> {
    @Override
    public @Nullable T get() {
        return values.get();
    }

    @Override
    public T orElse(T other) {
        return values.orElse(other);
    }

    @Override
    public void set(T value) {
        values.set(value);
    }

    @Override
    public T update(T initial, UnaryOperator<T> change) {
        T updated = change.apply(values.orElse(initial));
        values.set(updated);
        return updated;
    }

    @Override
    public void clear() {
        values.clear();
    }
}
