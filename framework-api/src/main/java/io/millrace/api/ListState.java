package io.millrace.api;

import java.util.List;

/** A list of the current key, in the order of adding. */
public interface ListState<T> {
    void add(T element);

    /** All elements; unmodifiable, and valid only during the current call. */
    List<T> get();

    int size();

    void clear();
}
