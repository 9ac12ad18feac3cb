package io.millrace.windowing.rolling;

import org.jspecify.annotations.Nullable;

/**
 * The user's fold. Pure; never changes an accumulator in place.
 *
 * @param <E> the elements
 * @param <A> the accumulator
 */
public interface Folder<E, A> {
    /**
     * @param soFar null for the first element
     */
    A fold(@Nullable A soFar, E added);

    /**
     * The accumulator without its oldest element.
     *
     * @return null if that cannot be said from these two: the window is then folded again
     */
    @Nullable
    A unfold(A soFar, E removed);
}
