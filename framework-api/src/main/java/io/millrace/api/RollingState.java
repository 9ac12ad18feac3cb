package io.millrace.api;

import org.jspecify.annotations.Nullable;

/**
 * The last so-and-so long of the current key, folded, as of the current record's event time.
 *
 * <p>In event-time order the answer is exact. In order of arrival an element is inserted at its time, and {@code get}
 * leaves out what lies after the current record.
 *
 * @param <E> what is remembered per element
 * @param <A> what a window folds to
 */
public interface RollingState<E, A> {
    /** Adds an element at the current record's event time. */
    void add(E element);

    /**
     * The window of that size.
     *
     * @param size as written in {@link Rolling}
     * @return null if nothing lies in the window
     * @throws IllegalArgumentException if no window has that size
     */
    @Nullable
    A get(String size);

    /** The only window; with several sizes use {@link #get(String)}. */
    @Nullable
    A get();
}
