package io.millrace.api;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One value of the current key. Only {@link #set} and {@link #update} write: changing a returned object in place has no
 * effect on the state.
 */
public interface ValueState<T> {
    @Nullable
    T get();

    /** The value, or {@code other} where nothing is set. */
    T orElse(T other);

    void set(T value);

    /** Sets and returns {@code change(value or initial)}. */
    T update(T initial, UnaryOperator<T> change);

    void clear();
}
