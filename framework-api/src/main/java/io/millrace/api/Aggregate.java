package io.millrace.api;

import org.jspecify.annotations.Nullable;

/**
 * A fold as a class: reusable, pure, without state of its own.
 *
 * @param <E> what is added
 * @param <A> the accumulator; never changed in place
 */
public interface Aggregate<E, A> {
    /** The accumulator of nothing. */
    A empty();

    A add(A accumulator, E element);

    /**
     * The accumulator without its oldest element.
     *
     * @return null if this aggregate cannot remove: the window is then folded again
     */
    default @Nullable A remove(A accumulator, E element) {
        return null;
    }

    /** Two accumulators as one; needed by session windows and panes only. */
    default A merge(A left, A right) {
        throw new UnsupportedOperationException(getClass().getName() + " does not merge");
    }

    /** Stands for "no class given" in annotations. */
    interface None extends Aggregate<Object, Object> {}
}
