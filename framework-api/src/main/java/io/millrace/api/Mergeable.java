package io.millrace.api;

/**
 * An accumulator of which two can become one. Where windows are put together (sessions, overlapping windows), an
 * accumulator that is mergeable needs no {@link Merge} method; one that is there anyway is used instead.
 *
 * @param <A> the implementing type itself
 */
public interface Mergeable<A extends Mergeable<A>> {
    /**
     * What both have taken in, as one. Pure: neither of the two changes.
     *
     * <p>Must be associative. It need not be commutative: this accumulator's elements lie before the other's, except where
     * elements come out of order into a session.
     *
     * @param later an accumulator of the same window or session
     */
    A merge(A later);
}
