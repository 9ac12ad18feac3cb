package io.millrace.windowing.window;

import org.jspecify.annotations.Nullable;

/** The user's fold, gap and merge. Pure; never change an accumulator in place. */
public interface WindowFold {
    /**
     * @param soFar null for the first element
     */
    Object fold(@Nullable Object soFar, Object element);

    /** How long a session lasts from this element on, in milliseconds; only where each element says it. */
    long gapMs(Object element);

    /** Associative: what is merged with what first is nobody's business. */
    Object merge(Object earlier, Object later);
}
